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
using GeneralNames = std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;

constexpr long kDaySeconds = 24L * 3600;
/// Of every server's: what they are for is in their other names, which have no limit of length.
constexpr const char* kServerSubject = "Gantry";

/// Who issues a certificate: itself, or an authority.
struct Issuer {
    X509* certificate;
    EVP_PKEY* key;
};

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

bool add_extension(X509* certificate, const Issuer& issuer, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer.certificate, certificate, nullptr, nullptr, 0);
    const Extension extension{X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str())};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1;
}

bool set_subject(X509* certificate, const char* name) {
    const auto* text = reinterpret_cast<const unsigned char*>(name);
    return X509_NAME_add_entry_by_txt(
               X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, text, -1, -1, 0
           ) == 1;
}

/// All that certificates have in common; begins a day ago, for clocks differ.
bool begin(X509* certificate, EVP_PKEY* key, const char* subject, const Issuer& issuer, int days) {
    constexpr long kVersion3 = 2;
    return X509_set_version(certificate, kVersion3) == 1 && set_serial(certificate) &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -kDaySeconds) != nullptr &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), days * kDaySeconds) != nullptr &&
           X509_set_pubkey(certificate, key) == 1 && set_subject(certificate, subject) &&
           X509_set_issuer_name(certificate, X509_get_subject_name(issuer.certificate)) == 1 &&
           add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
}

bool fill_in_authority(X509* certificate, EVP_PKEY* key, const std::string& name, int days) {
    const Issuer itself{certificate, key};
    return begin(certificate, key, name.c_str(), itself, days) &&
           add_extension(
               certificate, itself, NID_basic_constraints, "critical,CA:TRUE,pathlen:0"
           ) &&
           add_extension(certificate, itself, NID_key_usage, "critical,keyCertSign,cRLSign") &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

bool fill_in_server(
    X509* certificate,
    EVP_PKEY* key,
    const std::vector<std::string>& names,
    const Issuer& issuer,
    int days
) {
    return begin(certificate, key, kServerSubject, issuer, days) &&
           add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
           add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
           add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
           add_extension(certificate, issuer, NID_subject_alt_name, alternative_names(names)) &&
           X509_sign(certificate, issuer.key, EVP_sha256()) > 0;
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

Error failure(const char* doing) {
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    return internal_error(fmt::format("cannot {}: {}", doing, text));
}

Result<CertificateAndKey> to_pem(X509* certificate, EVP_PKEY* key) {
    const Memory certificate_pem{BIO_new(BIO_s_mem())};
    const Memory key_pem{BIO_new(BIO_s_mem())};
    if (PEM_write_bio_X509(certificate_pem.get(), certificate) != 1 ||
        PEM_write_bio_PKCS8PrivateKey(key_pem.get(), key, nullptr, nullptr, 0, nullptr, nullptr) !=
            1) {
        return failure("make a certificate");
    }
    return CertificateAndKey{text_of(certificate_pem.get()), text_of(key_pem.get())};
}

Certificate parse_certificate(const std::string& pem) {
    const Memory memory{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    return Certificate{PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr)};
}

Key parse_key(const std::string& pem) {
    const Memory memory{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    return Key{PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr)};
}

std::string address_text(const ASN1_OCTET_STRING* bytes) {
    char text[INET6_ADDRSTRLEN] = "";
    const int family = ASN1_STRING_length(bytes) == sizeof(in_addr) ? AF_INET : AF_INET6;
    inet_ntop(family, ASN1_STRING_get0_data(bytes), text, sizeof text);
    return text;
}

std::vector<std::string> names_of(const X509* certificate) {
    std::vector<std::string> names;
    const GeneralNames all{static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)
    )};
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) {
            const auto* text = ASN1_STRING_get0_data(name->d.dNSName);
            const int size = ASN1_STRING_length(name->d.dNSName);
            names.emplace_back(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
        } else if (name->type == GEN_IPADD) {
            names.push_back(address_text(name->d.iPAddress));
        }
    }
    return names;
}

std::string fingerprint_of(const X509* certificate) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    std::string text;
    if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1) return text;
    for (unsigned int i = 0; i < size; ++i) {
        text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
    }
    return text;
}

}  // namespace

Result<CertificateAndKey> make_authority(const std::string& name, int valid_days) {
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate{X509_new()};
    if (!key || !certificate ||
        !fill_in_authority(certificate.get(), key.get(), name, valid_days)) {
        return failure("make an authority");
    }
    return to_pem(certificate.get(), key.get());
}

Result<CertificateAndKey> issue_certificate(
    const CertificateAndKey& authority, const std::vector<std::string>& names, int valid_days
) {
    if (names.empty()) return invalid_argument("a certificate needs a name");
    const Certificate by = parse_certificate(authority.certificate);
    const Key by_key = parse_key(authority.key);
    if (!by || !by_key) return failure("read the authority");
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate{X509_new()};
    if (!key || !certificate ||
        !fill_in_server(
            certificate.get(), key.get(), names, {by.get(), by_key.get()}, valid_days
        )) {
        return failure("make a certificate");
    }
    return to_pem(certificate.get(), key.get());
}

Result<CertificateFacts> read_certificate(const std::string& pem) {
    const Certificate certificate = parse_certificate(pem);
    std::tm end{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1) {
        return invalid_argument("it holds no certificate in PEM");
    }
    return CertificateFacts{
        .not_after = SysTime{Seconds{timegm(&end)}},
        .names = names_of(certificate.get()),
        .fingerprint = fingerprint_of(certificate.get()),
    };
}

}  // namespace gantry::net
