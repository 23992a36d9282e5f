#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "net/tls.h"

namespace gantry::control {

/// Where a control plane's certificate comes from.
struct TlsOptions {
    /// PEM, the server's certificate first, then its chain. Both empty: Gantry has an authority of
    /// its own in the data directory, made at the first start, and issues what it shows.
    std::string certificate_file;
    std::string key_file;
};

/// The certificate that a control plane shows, and whoever vouches for it.
///
/// Gantry's own authority is `ca.key` in the data directory (its key and certificate, mode 0600);
/// `ca.crt` is the certificate alone, for those who are to trust it. What it issues stays in
/// memory: a new one at each start, and before it ends, and when the names change. Given files are
/// read again, so that what renews them need not start Gantry anew.
///
/// Used by one thread at a time.
class ServerCertificate {
  public:
    /// @param names host names and addresses that clients may ask for
    /// Errors: the files cannot be read or hold something else; the authority has ended.
    static Result<ServerCertificate> open(
        TlsOptions options, const std::string& data_dir, std::vector<std::string> names, SysTime now
    );

    [[nodiscard]] const net::CertificateAndKey& current() const { return current_; }
    /// Certificate of Gantry's own authority, PEM; empty where files were given.
    [[nodiscard]] const std::string& authority() const { return authority_.certificate; }
    /// PEM file by which clients in this process trust the server.
    [[nodiscard]] std::string trust_file() const;
    /// The name under which they know it, which it has; see net::HttpClientOptions.
    [[nodiscard]] const std::string& name() const { return name_; }

    /// Makes or reads the certificate anew where that is due. @return whether it is another now
    /// Errors: as of open; what is shown then stays.
    Result<bool> refresh(std::vector<std::string> names, SysTime now);

  private:
    ServerCertificate(TlsOptions options, std::string data_dir);

    [[nodiscard]] bool is_given() const { return !options_.certificate_file.empty(); }
    Result<void> open_authority(SysTime now);
    Result<bool> read_given(SysTime now);
    Result<bool> issue(std::vector<std::string> names, SysTime now);

    TlsOptions options_;
    std::string data_dir_;
    net::CertificateAndKey authority_;
    net::CertificateAndKey current_;
    std::vector<std::string> names_;  ///< of what was issued
    SysTime due_{};                   ///< when it is issued anew
    std::string name_;
};

/// All names that Gantry's own certificates have: localhost and what is below it, loopback, the
/// address listened on (every address of this machine, where that is a wildcard), and the given
/// names and what is below them.
std::vector<std::string> certificate_names(
    const std::string& address, const std::vector<std::string>& host_names
);

}  // namespace gantry::control
