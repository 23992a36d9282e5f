#pragma once

#include <vector>

#include "net/http.h"
#include "wire/checksum.h"

namespace gantry::s3 {

/// The checksums of a body that its request's head states, promises behind it or asks for; each
/// once. Source: S3 User Guide, "Checking object integrity for data uploads".
std::vector<wire::ChecksumKind> wanted_checksums(const net::HttpRequest& head);

}  // namespace gantry::s3
