#include "services/s3/files/sums.h"

#include "wire/digest.h"

namespace gantry::s3 {

BodySums::BodySums(
    const std::vector<wire::ChecksumKind>& wanted, std::shared_ptr<const service::TakenSum> taken
) {
    for (const wire::ChecksumKind kind : wanted) {
        if (taken != nullptr && taken->kind == kind) {
            taken_ = taken;
        } else {
            checksums_.try_emplace(kind, kind);
        }
    }
}

void BodySums::update(std::string_view bytes) {
    md5_.update(bytes);
    for (auto& [kind, checksum] : checksums_) checksum.update(bytes);
    bytes_ += static_cast<std::int64_t>(bytes.size());
}

api::FileBody BodySums::finish(const std::string& file) {
    api::FileBody body;
    if (bytes_ > 0) body.parts.push_back({file, 0, bytes_});
    body.md5 = wire::to_hex(wire::as_bytes(md5_.finish()));
    const auto add = [&body](wire::ChecksumKind kind, std::string_view bytes) {
        body.checksums[std::string(wire::checksum_title(kind))] = wire::to_base64(bytes);
    };
    for (auto& [kind, checksum] : checksums_) add(kind, checksum.finish());
    if (taken_ != nullptr) add(taken_->kind, taken_->bytes);
    return body;
}

}  // namespace gantry::s3
