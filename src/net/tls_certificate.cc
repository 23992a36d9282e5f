#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <utility>

#include "net/tls.h"

namespace gantry::net {
namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;

bool is_address(const std::string& name) {
    unsigned char bytes[sizeof(in6_addr)];
    return inet_pton(AF_INET, name.c_str(), bytes) == 1 ||
           inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

/// "DNS:a,IP:127.0.0.1"
std::string alternative_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) text += ",";
        text += (is_address(name) ? "IP:" : "DNS:") + name;
    }
    return text;
}

bool add_extension(X509* certificate, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str())};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1;
}

bool set_subject(X509* certificate, const std::string& name) {
    X509_NAME* subject = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
    return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1;
}

bool fill_in(
    X509* certificate, EVP_PKEY* key, const std::vector<std::string>& names, int valid_days
) {
    constexpr long kVersion3 = 2;
    constexpr long kDaySeconds = 24L * 3600;
    return X509_set_version(certificate, kVersion3) == 1 && set_serial(certificate) &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -kDaySeconds) != nullptr &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), valid_days * kDaySeconds) != nullptr &&
           X509_set_pubkey(certificate, key) == 1 && set_subject(certificate, names.front()) &&
           add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
           add_extension(certificate, NID_subject_alt_name, alternative_names(names)) &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

Error failure() {
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    return internal_error(fmt::format("cannot make a certificate: {}", text));
}

}  // namespace

Result<CertificateAndKey> make_self_signed_certificate(
    const std::vector<std::string>& names, int valid_days
) {
    if (names.empty()) return invalid_argument("a certificate needs a name");
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate{X509_new()};
    if (!key || !certificate || !fill_in(certificate.get(), key.get(), names, valid_days)) {
        return failure();
    }
    const Memory certificate_pem{BIO_new(BIO_s_mem())};
    const Memory key_pem{BIO_new(BIO_s_mem())};
    if (PEM_write_bio_X509(certificate_pem.get(), certificate.get()) != 1 ||
        PEM_write_bio_PKCS8PrivateKey(
            key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr
        ) != 1) {
        return failure();
    }
    return CertificateAndKey{text_of(certificate_pem.get()), text_of(key_pem.get())};
}

}  // namespace gantry::net
