#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace gantry::net {

/// A certificate with its private key, PEM. Where a server shows it: its own certificate first,
/// then the chain. The key is a secret.
struct CertificateAndKey {
    std::string certificate;
    std::string key;
};

/// Certificates and rules of one side of TLS; shared by its connections, never changed.
class TlsContext;

/// @param plain_answer makes what is sent to a client that speaks plain HTTP, as it goes out
/// Errors: InvalidArgument when the certificate or the key cannot be used, or are not each other's.
Result<std::shared_ptr<TlsContext>> make_tls_server_context(
    const CertificateAndKey& own, std::function<std::string()> plain_answer
);

struct HttpClientOptions;
/// Errors: InvalidArgument when the authorities' file cannot be used.
Result<std::shared_ptr<TlsContext>> make_tls_client_context(const HttpClientOptions& options);

/// Makes an authority that vouches for itself; keys are ECDSA P-256. Clients trust what it issues
/// by naming its certificate as their authority.
/// @param name its subject, 64 bytes at most
Result<CertificateAndKey> make_authority(const std::string& name, int valid_days);

/// Makes a server's certificate, with a key of its own, in the name of an authority.
/// @param names host names, "*.example" among them, and numeric addresses; at least one
Result<CertificateAndKey> issue_certificate(
    const CertificateAndKey& authority, const std::vector<std::string>& names, int valid_days
);

/// What there is to know of a certificate, or of the first of a chain.
struct CertificateFacts {
    SysTime not_after;
    std::vector<std::string> names;  ///< host names and numeric addresses that it is for
    std::string fingerprint;         ///< SHA-256 as people compare it: "A1:B2:…"
};
/// Errors: InvalidArgument when that is no certificate in PEM.
Result<CertificateFacts> read_certificate(const std::string& pem);

}  // namespace gantry::net
