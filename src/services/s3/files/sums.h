#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/file_body.h"
#include "wire/checksum.h"

namespace gantry::s3 {

/// What a body adds up to, as it comes.
class BodySums {
  public:
    explicit BodySums(const std::vector<wire::ChecksumKind>& wanted);

    void update(std::string_view bytes);
    /// The body as it is kept under `file`; without bytes it is under none.
    api::FileBody finish(const std::string& file);

  private:
    std::int64_t bytes_ = 0;
    wire::Checksum md5_{wire::ChecksumKind::Md5};
    std::map<wire::ChecksumKind, wire::Checksum> checksums_;
};

}  // namespace gantry::s3
