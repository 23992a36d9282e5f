#include "control/server_certificate.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "base/random.h"
#include "control/secret_file.h"

namespace gantry::control {
namespace {

/// Browsers and Apple take certificates of up to 825 days; servers may be up for months.
constexpr int kServerDays = 90;
constexpr Duration kRenewBefore = hours{24 * 30};
constexpr int kAuthorityDays = 10 * 365;

Error unreadable(const std::string& path) {
    return unavailable("cannot read " + path + ": " + std::strerror(errno));
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path);
    if (!file) return unreadable(path);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return unreadable(path);
    return text;
}

/// Key and certificate in one text; both halves are found by their marks.
std::string to_secret(const net::CertificateAndKey& authority) {
    return authority.key + authority.certificate;
}

Result<net::CertificateAndKey> from_secret(const std::string& text, const std::string& path) {
    const std::size_t at = text.find("-----BEGIN CERTIFICATE-----");
    if (at == std::string::npos || text.find("PRIVATE KEY-----") > at) {
        return invalid_argument(
            path +
            " does not hold an authority's key and certificate; restore it, or remove it and "
            "have a new authority made, which clients then have to be given"
        );
    }
    // Whether it was just made or read, without its last line's end.
    std::string certificate = text.substr(at, text.find_last_not_of('\n') + 1 - at) + '\n';
    return net::CertificateAndKey{std::move(certificate), text.substr(0, at)};
}

Result<void> write_public(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::trunc);
    file << text;
    file.close();
    if (!file) return unavailable("cannot write " + path + ": " + std::strerror(errno));
    return {};
}

bool is_address(const std::string& name) {
    in6_addr bytes{};
    return inet_pton(AF_INET, name.c_str(), &bytes) == 1 ||
           inet_pton(AF_INET6, name.c_str(), &bytes) == 1;
}

std::string text_of(const sockaddr* address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address != nullptr && address->sa_family == AF_INET) {
        const auto* in = reinterpret_cast<const sockaddr_in*>(address);
        inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    } else if (address != nullptr && address->sa_family == AF_INET6) {
        const auto* in = reinterpret_cast<const sockaddr_in6*>(address);
        if (!IN6_IS_ADDR_LINKLOCAL(&in->sin6_addr)) {
            inet_ntop(AF_INET6, &in->sin6_addr, text, sizeof text);
        }
    }
    return text;
}

std::vector<std::string> addresses_of_this_machine() {
    std::vector<std::string> found;
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return found;
    for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
        const std::string text = text_of(at->ifa_addr);
        if (!text.empty()) found.push_back(text);
    }
    freeifaddrs(first);
    std::ranges::sort(found);
    return found;
}

}  // namespace

std::vector<std::string> certificate_names(
    const std::string& address, const std::vector<std::string>& host_names
) {
    std::vector<std::string> names{"localhost", "*.localhost", "127.0.0.1", "::1"};
    const auto add = [&](const std::string& name) {
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    };
    if (address == "0.0.0.0" || address == "::") {
        for (const std::string& own : addresses_of_this_machine()) add(own);
    } else if (!address.starts_with("unix://")) {
        add(address);
    }
    for (const std::string& name : host_names) {
        add(name);
        if (!is_address(name)) add("*." + name);
    }
    return names;
}

ServerCertificate::ServerCertificate(TlsOptions options, std::string data_dir)
    : options_(std::move(options)), data_dir_(std::move(data_dir)) {}

Result<ServerCertificate> ServerCertificate::open(
    TlsOptions options, const std::string& data_dir, std::vector<std::string> names, SysTime now
) {
    ServerCertificate certificate(std::move(options), data_dir);
    if (!certificate.is_given()) {
        if (auto opened = certificate.open_authority(now); !opened) return opened.error();
    }
    if (auto made = certificate.refresh(std::move(names), now); !made) return made.error();
    return certificate;
}

std::string ServerCertificate::trust_file() const {
    return is_given() ? options_.certificate_file : data_dir_ + "/ca.crt";
}

Result<bool> ServerCertificate::refresh(std::vector<std::string> names, SysTime now) {
    return is_given() ? read_given(now) : issue(std::move(names), now);
}

Result<void> ServerCertificate::open_authority(SysTime now) {
    const std::string path = data_dir_ + "/ca.key";
    std::string fresh;
    if (access(path.c_str(), F_OK) != 0) {
        // A name of its own: clients may trust the authorities of several.
        const std::string name = "Gantry CA " + IdSource{Random::from_system()}.hex(8);
        const auto made = net::make_authority(name, kAuthorityDays);
        if (!made) return made.error();
        fresh = to_secret(*made);
    }
    const auto secret = read_or_make_secret(path, [&fresh] { return fresh; });
    if (!secret) return secret.error();
    auto authority = from_secret(*secret, path);
    if (!authority) return authority.error();
    const auto facts = net::read_certificate(authority->certificate);
    if (!facts) return invalid_argument(path + ": " + facts.error().message);
    if (facts->not_after < now + hours{24} * kServerDays) {
        log_warn("tls_authority_ends", {{"file", path}, {"at", format_iso8601(facts->not_after)}});
    }
    authority_ = std::move(*authority);
    return write_public(data_dir_ + "/ca.crt", authority_.certificate);
}

Result<bool> ServerCertificate::read_given(SysTime now) {
    auto certificate = read_file(options_.certificate_file);
    if (!certificate) return certificate.error();
    auto key = read_file(options_.key_file);
    if (!key) return key.error();
    if (*certificate == current_.certificate && *key == current_.key) return false;
    const auto facts = net::read_certificate(*certificate);
    if (!facts) return invalid_argument(options_.certificate_file + ": " + facts.error().message);
    if (facts->not_after < now) {
        log_warn(
            "tls_certificate_ended",
            {{"file", options_.certificate_file}, {"at", format_iso8601(facts->not_after)}}
        );
    }
    name_ = facts->names.empty() ? std::string() : facts->names.front();
    current_ = {std::move(*certificate), std::move(*key)};
    return true;
}

Result<bool> ServerCertificate::issue(std::vector<std::string> names, SysTime now) {
    if (now < due_ && names == names_) return false;
    auto made = net::issue_certificate(authority_, names, kServerDays);
    if (!made) return made.error();
    current_ = std::move(*made);
    names_ = std::move(names);
    name_ = names_.front();
    due_ = now + hours{24} * kServerDays - kRenewBefore;
    return true;
}

}  // namespace gantry::control
