#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace gantry::net {

/// Certificates and rules of one side of TLS; shared by its connections, never changed.
class TlsContext;

/// @param certificate_file PEM, the server's certificate first, then its chain
/// Errors: InvalidArgument when the files cannot be used.
Result<std::shared_ptr<TlsContext>> make_tls_server_context(
    const std::string& certificate_file, const std::string& key_file
);

/// @param ca_file PEM of the authorities to trust; empty: the system's
Result<std::shared_ptr<TlsContext>> make_tls_client_context(const std::string& ca_file);

/// A certificate with its private key, PEM.
struct CertificateAndKey {
    std::string certificate;
    std::string key;
};

/// Makes a certificate that vouches for itself, for servers nobody has given one. Clients trust it
/// by naming it as their authority.
/// @param names host names and numeric addresses it is for; the first is its subject
Result<CertificateAndKey> make_self_signed_certificate(
    const std::vector<std::string>& names, int valid_days
);

}  // namespace gantry::net
