// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import java.util.List;

/** Checks of one subject. */
public record Group(String name, List<Check> checks) {}
