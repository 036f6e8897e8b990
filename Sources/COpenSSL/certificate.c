#include "include/COpenSSL.h"

#include <arpa/inet.h>
#include <string.h>
#include <time.h>

X509 *scope_peer_certificate(SSL *ssl, int index) {
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
    if (!chain || index < 0 || index >= sk_X509_num(chain)) return NULL;
    return sk_X509_value(chain, index);
}

int64_t scope_time(const ASN1_TIME *time) {
    struct tm fields;
    if (!time || !ASN1_TIME_to_tm(time, &fields)) return 0;
    return (int64_t)timegm(&fields);
}

int scope_key_digest(X509 *certificate, unsigned char *digest) {
    unsigned char *octets = NULL;
    int count = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &octets);
    if (count < 0) return 0;
    unsigned int size = 0;
    int done = EVP_Digest(octets, (size_t)count, digest, &size, EVP_sha256(), NULL);
    OPENSSL_free(octets);
    return done;
}

static int copy_name(const GENERAL_NAME *entry, unsigned char *name, int size) {
    const ASN1_STRING *value = entry->type == GEN_IPADD ? entry->d.iPAddress : entry->d.dNSName;
    const unsigned char *octets = ASN1_STRING_get0_data(value);
    int count = ASN1_STRING_length(value);
    if (entry->type == GEN_DNS) {
        if (count > size) count = size;
        memcpy(name, octets, (size_t)count);
        return count;
    }
    int family = count == 4 ? AF_INET : count == 16 ? AF_INET6 : -1;
    if (family < 0 || !inet_ntop(family, octets, (char *)name, (socklen_t)size)) return 0;
    return (int)strlen((char *)name);
}

int scope_alternative_name(
    X509 *certificate, int index, int *kind, unsigned char *name, int size) {
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    int result = -1;
    if (names && index < sk_GENERAL_NAME_num(names)) {
        GENERAL_NAME *entry = sk_GENERAL_NAME_value(names, index);
        *kind = entry->type;
        result = entry->type == GEN_DNS || entry->type == GEN_IPADD
            ? copy_name(entry, name, size)
            : 0;
    }
    GENERAL_NAMES_free(names);
    return result;
}

EVP_PKEY *scope_make_key(int is_weak) {
    return is_weak ? EVP_RSA_gen(1024) : EVP_EC_gen("P-256");
}

static int add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    if (!value) return 1;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (!extension) return 0;
    int done = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return done;
}

static int add_extensions(X509 *certificate, const scope_recipe *recipe) {
    X509 *issuer = recipe->issuer ? recipe->issuer : certificate;
    return add_extension(certificate, issuer, NID_subject_key_identifier, "hash")
        && add_extension(certificate, issuer, NID_authority_key_identifier, "keyid")
        && add_extension(
            certificate, issuer, NID_basic_constraints,
            recipe->is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE")
        && add_extension(
            certificate, issuer, NID_key_usage,
            recipe->is_authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature")
        && add_extension(certificate, issuer, NID_subject_alt_name, recipe->names)
        && add_extension(certificate, issuer, NID_name_constraints, recipe->constraints);
}

static int fill(X509 *certificate, const scope_recipe *recipe, EVP_PKEY *key) {
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1) return 0;
    serial[0] = (unsigned char)((serial[0] & 0x7f) | 0x40);
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, NULL);
    int done = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    X509_NAME *subject = X509_get_subject_name(certificate);
    X509 *issuer = recipe->issuer ? recipe->issuer : certificate;
    return done && X509_set_version(certificate, X509_VERSION_3)
        && X509_NAME_add_entry_by_txt(
            subject, "CN", MBSTRING_UTF8, (const unsigned char *)recipe->subject, -1, -1, 0)
        && X509_set_issuer_name(certificate, X509_get_subject_name(issuer))
        && X509_time_adj_ex(X509_getm_notBefore(certificate), 0, (long)recipe->not_before, NULL)
        && X509_time_adj_ex(X509_getm_notAfter(certificate), 0, (long)recipe->not_after, NULL)
        && X509_set_pubkey(certificate, key) && add_extensions(certificate, recipe)
        && X509_sign(
            certificate, recipe->issuer_key ? recipe->issuer_key : key,
            recipe->is_weak ? EVP_sha1() : EVP_sha256());
}

X509 *scope_make_certificate(const scope_recipe *recipe, EVP_PKEY *key) {
    X509 *certificate = X509_new();
    if (certificate && fill(certificate, recipe, key)) return certificate;
    X509_free(certificate);
    return NULL;
}

int scope_print_name(BIO *output, const X509_NAME *name) {
    return X509_NAME_print_ex(output, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}
