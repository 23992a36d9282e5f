#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/file_body.h"
#include "service/body_keeper.h"
#include "wire/checksum.h"

namespace gantry::s3 {

/// What a body adds up to, as it comes.
class BodySums {
  public:
    /// @param taken what of it is summed by somebody else; null: nothing
    explicit BodySums(
        const std::vector<wire::ChecksumKind>& wanted,
        std::shared_ptr<const service::TakenSum> taken = nullptr
    );

    void update(std::string_view bytes);
    /// The body as it is kept under `file`; without bytes it is under none.
    api::FileBody finish(const std::string& file);

  private:
    std::int64_t bytes_ = 0;
    wire::Checksum md5_{wire::ChecksumKind::Md5};
    std::map<wire::ChecksumKind, wire::Checksum> checksums_;
    std::shared_ptr<const service::TakenSum> taken_;  ///< null: none that is wanted
};

}  // namespace gantry::s3
