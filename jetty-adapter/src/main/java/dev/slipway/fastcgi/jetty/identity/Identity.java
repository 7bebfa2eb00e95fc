// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import dev.slipway.fastcgi.cgi.AllowedAttributes;
import dev.slipway.fastcgi.cgi.BadRequestException;
import dev.slipway.fastcgi.cgi.CgiRequest;
import dev.slipway.fastcgi.cgi.TlsSession;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.request.Params;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a web server's word about a client reaches applications: the user, the client's certificate, and variables as
 * attributes. A bean of each {@code FastCgiConnectionFactory}.
 *
 * <p>Set the properties before the server starts; the counters may be read by any thread.
 */
@ManagedObject("What of a web server's word about a client reaches applications")
public final class Identity {
    /** The attributes for the version of TLS: of Servlet 6.1, the same for {@code javax} applications, and Tomcat's. */
    private static final List<String> PROTOCOL_ATTRIBUTES = List.of(
            "jakarta.servlet.request.secure_protocol",
            "javax.servlet.request.secure_protocol",
            "org.apache.tomcat.util.net.secure_protocol_version");

    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    private RemoteUser remoteUser = RemoteUser.IGNORE;
    private Authorization authorization = Authorization.NONE;
    private String roleSeparator = ";";
    private Pattern attributes;
    private Charset charset = StandardCharsets.UTF_8;

    private final AtomicBoolean ignoredUserReported = new AtomicBoolean();
    private final AtomicBoolean malformedCertificateReported = new AtomicBoolean();
    private final LongAdder malformedCertificates = new LongAdder();

    /** The defaults: no user, no attributes by name; certificates as the web server has verified them. */
    public Identity() {}

    /**
     * Whether the user that the web server names is the user of the request.
     *
     * @return {@code ignore} unless set
     */
    @ManagedAttribute("Whether REMOTE_USER is the user of the request")
    public String getRemoteUser() {
        return remoteUser.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Sets whether the user that the web server names is the user of the request.
     *
     * @param remoteUser {@code ignore}, the default, or {@code trust}
     */
    public void setRemoteUser(String remoteUser) {
        this.remoteUser = Stream.of(RemoteUser.values())
                .filter(value -> value.name().equalsIgnoreCase(remoteUser))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("remoteUser '" + remoteUser + "' must be ignore or trust"));
    }

    /**
     * Sets whether the user that the web server names is the user of the request.
     *
     * @param remoteUser default {@link RemoteUser#IGNORE}
     */
    public void setRemoteUser(RemoteUser remoteUser) {
        this.remoteUser = Objects.requireNonNull(remoteUser);
    }

    /**
     * Where the roles of such a user come from.
     *
     * @return {@code none} unless set
     */
    @ManagedAttribute("Where the roles of a user come from that the web server has named")
    public String getAuthorization() {
        return authorization.toString();
    }

    /**
     * Sets where the roles of such a user come from.
     *
     * @param authorization {@code container} for the {@code LoginService} of the context, which need not know the user's
     *     password; {@code header:NAME} for a list in the variable NAME; null for no roles, which is the default
     */
    public void setAuthorization(String authorization) {
        this.authorization = authorization == null ? Authorization.NONE : Authorization.parse(authorization);
    }

    /**
     * What stands between two roles in a variable.
     *
     * @return one character or more
     */
    @ManagedAttribute("What stands between two roles in a variable")
    public String getRoleSeparator() {
        return roleSeparator;
    }

    /**
     * Sets what stands between two roles in a variable; a backslash before it makes it a part of the role.
     *
     * @param roleSeparator one character or more; default {@code ;}
     */
    public void setRoleSeparator(String roleSeparator) {
        if (roleSeparator.isEmpty()) {
            throw new IllegalArgumentException("roleSeparator is empty, but must be one character or more");
        }
        this.roleSeparator = roleSeparator;
    }

    /**
     * Which variables are request attributes.
     *
     * @return a regular expression for the whole name of an attribute; null for none
     */
    @ManagedAttribute("Which variables are request attributes: a regular expression for the whole name")
    public String getAttributes() {
        return attributes == null ? null : attributes.pattern();
    }

    /**
     * Sets which variables are request attributes. The variable {@code AJP_name} is the attribute {@code name}. Names that
     * begin with {@code HTTP_}, {@code jakarta.}, {@code javax.}, {@code java.}, {@code org.eclipse.jetty.} or
     * {@code dev.slipway.}, and passwords, are none, whatever is set here.
     *
     * @param attributes a regular expression for the whole name, like {@code eppn|mail|Shib-.*}; null, the default, for none
     */
    public void setAttributes(String attributes) {
        try {
            this.attributes = attributes == null ? null : Pattern.compile(attributes);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + attributes + "' is not a regular expression: " + e.getDescription(), e);
        }
    }

    /**
     * What the octets of variables mean.
     *
     * @return the name of the charset of all variables that are no header fields
     */
    @ManagedAttribute("The charset of variables")
    public String getCharset() {
        return charset.name();
    }

    /**
     * What the octets of variables mean.
     *
     * @return the charset of all variables that are no header fields
     */
    public Charset charset() {
        return charset;
    }

    /**
     * Sets what the octets of variables mean.
     *
     * @param charset the name of that of users, roles, attributes and the map of all parameters; default UTF-8
     */
    public void setCharset(String charset) {
        try {
            this.charset = Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("charset '" + charset + "' is not known to this Java", e);
        }
    }

    /**
     * Sets what the octets of variables mean.
     *
     * @param charset of users, roles, attributes and the map of all parameters; default UTF-8
     */
    public void setCharset(Charset charset) {
        this.charset = Objects.requireNonNull(charset);
    }

    /** Whether the user that the web server names is the user of the request. */
    boolean trustsUsers() {
        return remoteUser == RemoteUser.TRUST;
    }

    /**
     * Requests with a client's certificate that could not be decoded, and that went on without one.
     *
     * @return a count since this was made
     */
    @ManagedAttribute("Requests whose client certificate could not be decoded")
    public long getMalformedCertificates() {
        return malformedCertificates.sum();
    }

    /**
     * Finds out about one request.
     *
     * @param role an authorizer gets no user: to find out who it is, is what it is asked for
     * @param request from the parameters
     * @param params all of them
     * @return what is to be told
     * @throws BadRequestException if a variable that counts has two different values
     */
    public RequestIdentity identify(Role role, CgiRequest request, Params params) throws BadRequestException {
        TlsSession session = request.tls();
        FrontEndUser user = role == Role.AUTHORIZER ? null : user(request, params);
        return new RequestIdentity(user, session == null ? null : tls(session), attributes(session, params));
    }

    private Map<String, Object> attributes(TlsSession session, Params params) throws BadRequestException {
        boolean protocolKnown = session != null && session.protocol() != null;
        if (attributes == null && !protocolKnown) {
            return Map.of();
        }
        Map<String, Object> named = new HashMap<>();
        if (attributes != null) {
            named.putAll(new AllowedAttributes(attributes, charset).of(params));
        }
        if (protocolKnown) {
            PROTOCOL_ATTRIBUTES.forEach(name -> named.put(name, session.protocol()));
        }
        return named;
    }

    private FrontEndUser user(CgiRequest request, Params params) throws BadRequestException {
        if (request.remoteUser() == null) {
            return null;
        }
        if (remoteUser == RemoteUser.IGNORE) {
            if (ignoredUserReported.compareAndSet(false, true)) {
                LOG.warn(
                        "The web server sends a user (REMOTE_USER), which is ignored. If it asks for a password, or the"
                                + " like, wherever it sends one, set remoteUser=trust (slipway run --remote-user=trust), and"
                                + " applications get it; nginx and HAProxy otherwise send any name that a client claims.");
            }
            return null;
        }
        String type = request.authType();
        return new FrontEndUser(
                text(request.remoteUser()),
                type == null ? FrontEndUser.UNKNOWN_TYPE : type,
                roles(params),
                authorization.container());
    }

    private List<String> roles(Params params) throws BadRequestException {
        String variable = authorization.variable();
        String value = null;
        for (int i = 0; variable != null && i < params.size(); i++) {
            if (params.name(i).equals(variable)) {
                String next = params.value(i, charset);
                if (value != null && !value.equals(next)) {
                    throw new BadRequestException("The variable " + variable + " has two different values.");
                }
                value = next;
            }
        }
        return value == null ? List.of() : Authorization.roles(value, roleSeparator);
    }

    private String text(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /** Null if the web server tells nothing of it: an attribute that is not there is better than one that says 0. */
    private ClientTls tls(TlsSession session) {
        X509Certificate[] certificates = certificates(session);
        if (session.sessionId() == null && session.cipherSuite() == null && certificates == null) {
            return null;
        }
        return new ClientTls(session.sessionId(), session.cipherSuite(), session.keySize(), certificates);
    }

    /** All of them or none: an application that wants to see a certificate then refuses, and others go on. */
    private X509Certificate[] certificates(TlsSession session) {
        try {
            List<X509Certificate> certificates = session.certificates();
            return certificates.isEmpty() ? null : certificates.toArray(new X509Certificate[0]);
        } catch (CertificateException e) {
            malformedCertificates.increment();
            if (malformedCertificateReported.compareAndSet(false, true)) {
                LOG.warn(
                        "The web server sends a client's certificate that cannot be decoded, and that the application does"
                                + " not get: {}. SSL_CLIENT_CERT must be PEM, as it is or URL-escaped, or DER in base64;"
                                + " further ones are only counted.",
                        e.getMessage());
            }
            return null;
        }
    }
}
