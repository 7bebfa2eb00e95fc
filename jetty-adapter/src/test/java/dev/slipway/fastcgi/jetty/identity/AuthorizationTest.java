// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthorizationTest {
    @Test
    void rolesStandBetweenSeparators() {
        assertThat(Authorization.roles("staff", ";")).containsExactly("staff");
        assertThat(Authorization.roles(" staff ;admin; ;;a b", ";")).containsExactly("staff", "admin", "a b");
        assertThat(Authorization.roles("", ";")).isEmpty();
        assertThat(Authorization.roles("a,b", ";")).containsExactly("a,b");
        assertThat(Authorization.roles("a, b,c", ", ")).containsExactly("a", "b,c");
        assertThat(Authorization.roles("a||b|c||", "||")).containsExactly("a", "b|c");
    }

    @Test
    void anEscapedSeparatorIsPartOfARole() {
        assertThat(Authorization.roles("x\\;admin;staff", ";")).containsExactly("x;admin", "staff");
        assertThat(Authorization.roles("DOMAIN\\staff;y\\", ";")).containsExactly("DOMAIN\\staff", "y\\");
    }

    @Test
    void isShownAsItIsSet() {
        assertThat(Authorization.parse("container")).hasToString("container");
        assertThat(Authorization.parse("header:groups")).hasToString("header:groups");
        assertThat(Authorization.NONE).hasToString("none");
    }
}
