#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gantry::wire {

/// The checksums that S3 takes and gives, and the one that its ETags are. Source: S3 User Guide,
/// "Checking object integrity".
enum class ChecksumKind { Crc32, Crc32c, Crc64Nvme, Sha1, Sha256, Md5 };

/// As in "x-amz-checksum-crc32c"; nothing for other names. In lower case.
std::optional<ChecksumKind> checksum_of_header(std::string_view name);
/// As S3 calls it in sentences and members: "CRC32C".
std::string_view checksum_title(ChecksumKind kind);

/// A checksum of what comes in pieces.
class Checksum {
  public:
    explicit Checksum(ChecksumKind kind);
    ~Checksum();
    Checksum(Checksum&&) noexcept;
    Checksum& operator=(Checksum&&) noexcept;

    void update(std::string_view bytes);
    /// The bytes of it, CRCs with the highest first; headers have their base64. It begins anew.
    std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gantry::wire
