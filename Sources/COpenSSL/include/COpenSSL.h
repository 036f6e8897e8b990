/// OpenSSL 3 for Swift: its headers, and functions in place of its macros and callbacks.
#ifndef SMTPSCOPE_COPENSSL_H
#define SMTPSCOPE_COPENSSL_H

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdint.h>

/// What is learned in a handshake beyond what SSL keeps.
typedef struct {
    /// X509_V_ERR_… of the problem nearest to the peer's own certificate, X509_V_OK without one,
    /// -1 while nothing was verified.
    int verify_code;
    /// Where in the chain it is; 0 is the peer's own certificate.
    int verify_depth;
    /// Whether the server asked for a client certificate.
    int asks_for_certificate;
    /// Where NSS key log lines go; -1 for nowhere.
    int key_log;
} scope_notes;

/// A context that reaches every protocol version and cipher this OpenSSL has, and that goes on
/// after a failed verification. Null without memory.
SSL_CTX *_Nullable scope_context_new(int is_server);
int scope_context_set_versions(SSL_CTX *_Nonnull context, int minimum, int maximum);
int scope_context_add_chain(SSL_CTX *_Nonnull context, X509 *_Nonnull certificate);
void scope_context_log_keys(SSL_CTX *_Nonnull context);

/// The notes must live as long as the SSL.
void scope_set_notes(SSL *_Nonnull ssl, scope_notes *_Nonnull notes);
int scope_set_server_name(SSL *_Nonnull ssl, const char *_Nonnull name);
/// The key exchange group's name; null where it is not known.
const char *_Nullable scope_group(SSL *_Nonnull ssl);

/// The peer's certificates, its own first; borrowed. Null beyond the last.
X509 *_Nullable scope_peer_certificate(SSL *_Nonnull ssl, int index);
/// Writes a name as RFC 4514 does, UTF-8 as it is.
int scope_print_name(BIO *_Nonnull output, const X509_NAME *_Nullable name);
/// Seconds since 1970-01-01 UTC; 0 where the time makes no sense.
int64_t scope_time(const ASN1_TIME *_Nullable time);
/// The whole SubjectPublicKeyInfo's SHA-256, 32 octets. Gives 1 on success.
int scope_key_digest(X509 *_Nonnull certificate, unsigned char *_Nonnull digest);
/// A DNS name or an address of the subjectAltName; gives its length or -1 beyond the last.
/// `kind` becomes GEN_DNS, GEN_IPADD or another type, whose names are left empty.
int scope_alternative_name(
    X509 *_Nonnull certificate, int index, int *_Nonnull kind, unsigned char *_Nonnull name,
    int size);

/// How a certificate is to be made. Times are seconds from now.
typedef struct {
    const char *_Nonnull subject;
    /// A subjectAltName as in OpenSSL's configuration, such as "DNS:lab.test".
    const char *_Nullable names;
    /// Name constraints as in OpenSSL's configuration, such as "critical,permitted;DNS:test".
    const char *_Nullable constraints;
    int is_authority;
    int64_t not_before;
    int64_t not_after;
    /// SHA-1 instead of SHA-256.
    int is_weak;
    /// Null for a certificate that signs itself.
    X509 *_Nullable issuer;
    EVP_PKEY *_Nullable issuer_key;
} scope_recipe;

EVP_PKEY *_Nullable scope_make_key(int is_weak);
X509 *_Nullable scope_make_certificate(
    const scope_recipe *_Nonnull recipe, EVP_PKEY *_Nonnull key);

#endif
