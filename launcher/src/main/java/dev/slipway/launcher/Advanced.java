// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

/** Options that hardly anybody needs, so that {@code --help} leaves them to {@code --help-all}. */
interface Advanced {}
