#include "include/COpenSSL.h"

#include <string.h>
#include <sys/uio.h>

/// Debian's own floor is level 2: 112 bits, so no RSA below 2048 and no SHA-1.
static const int expected_level = 2;

static scope_notes *notes_of(const SSL *ssl) {
    return ssl ? SSL_get_app_data(ssl) : NULL;
}

/// Keeps the first problem of the certificate nearest to the peer's own, and lets OpenSSL look on:
/// it comes from the root down.
static int note_problem(int is_fine, X509_STORE_CTX *store) {
    if (is_fine) return 1;
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    scope_notes *notes = notes_of(ssl);
    int depth = X509_STORE_CTX_get_error_depth(store);
    if (notes && (notes->verify_code <= 0 || depth < notes->verify_depth)) {
        notes->verify_code = X509_STORE_CTX_get_error(store);
        notes->verify_depth = depth;
    }
    return 1;
}

static int verify(X509_STORE_CTX *store, void *unused) {
    (void)unused;
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    scope_notes *notes = notes_of(ssl);
    if (notes) notes->verify_code = X509_V_OK;
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(store), expected_level);
    X509_STORE_CTX_set_verify_cb(store, note_problem);
    int result = X509_verify_cert(store);
    if (result <= 0 && notes && notes->verify_code == X509_V_OK) {
        int code = X509_STORE_CTX_get_error(store);
        notes->verify_code = code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code;
    }
    ERR_clear_error();
    return 1;
}

/// Called before a certificate is sent: by a client only if the server asked for one.
static int note_request(SSL *ssl, void *unused) {
    (void)unused;
    scope_notes *notes = notes_of(ssl);
    if (notes) notes->asks_for_certificate = 1;
    return 1;
}

// A locked key is an error we can tell; OpenSSL's own way would ask on the terminal.
static int know_no_passphrase(char *buffer, int size, int is_writing, void *data) {
    (void)buffer, (void)size, (void)is_writing, (void)data;
    return -1;
}

SSL_CTX *scope_context_new(int is_server) {
    SSL_CTX *context = SSL_CTX_new(is_server ? TLS_server_method() : TLS_client_method());
    if (!context) return NULL;
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_default_passwd_cb(context, know_no_passphrase);
    SSL_CTX_set_min_proto_version(context, 0);
    SSL_CTX_set_max_proto_version(context, 0);
    SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE);
    SSL_CTX_set_mode(context, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    if (is_server) {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    } else {
        SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
        SSL_CTX_set_cert_verify_callback(context, verify, NULL);
        SSL_CTX_set_cert_cb(context, note_request, NULL);
    }
    return context;
}

int scope_context_set_versions(SSL_CTX *context, int minimum, int maximum) {
    return SSL_CTX_set_min_proto_version(context, minimum)
        && SSL_CTX_set_max_proto_version(context, maximum);
}

int scope_context_add_chain(SSL_CTX *context, X509 *certificate) {
    return SSL_CTX_add1_chain_cert(context, certificate) == 1;
}

static void log_key(const SSL *ssl, const char *line) {
    scope_notes *notes = notes_of(ssl);
    if (!notes || notes->key_log < 0) return;
    struct iovec parts[] = {
        {.iov_base = (void *)line, .iov_len = strlen(line)},
        {.iov_base = "\n", .iov_len = 1},
    };
    // A log that cannot be written must not break the session.
    if (writev(notes->key_log, parts, 2) < 0) notes->key_log = -1;
}

void scope_context_log_keys(SSL_CTX *context) {
    SSL_CTX_set_keylog_callback(context, log_key);
}

void scope_set_notes(SSL *ssl, scope_notes *notes) { SSL_set_app_data(ssl, notes); }

int scope_set_server_name(SSL *ssl, const char *name) {
    return SSL_set_tlsext_host_name(ssl, name) == 1;
}

const char *scope_group(SSL *ssl) {
    int group = SSL_get_negotiated_group(ssl);
    return group > 0 ? SSL_group_to_name(ssl, group) : NULL;
}
