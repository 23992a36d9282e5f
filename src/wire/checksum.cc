#include "wire/checksum.h"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <cstdint>
#include <iterator>
#include <variant>

#include "base/assert.h"

namespace gantry::wire {
namespace {

constexpr std::uint32_t kAll32 = UINT32_MAX;
constexpr std::uint64_t kAll64 = UINT64_MAX;
using Crc32 = boost::crc_optimal<32, 0x04C11DB7, kAll32, kAll32, true, true>;
using Crc32c = boost::crc_optimal<32, 0x1EDC6F41, kAll32, kAll32, true, true>;
using Crc64Nvme = boost::crc_optimal<64, 0xAD93D23594C93659, kAll64, kAll64, true, true>;

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

class Digest {
  public:
    explicit Digest(const EVP_MD* kind) : kind_(kind), context_(EVP_MD_CTX_new()) { begin(); }

    void process_bytes(const void* data, std::size_t size) {
        GANTRY_ASSERT(EVP_DigestUpdate(context_.get(), data, size) == 1);
    }
    std::string take() {
        std::string out(EVP_MAX_MD_SIZE, '\0');
        unsigned length = 0;
        auto* bytes = reinterpret_cast<unsigned char*>(out.data());
        GANTRY_ASSERT(EVP_DigestFinal_ex(context_.get(), bytes, &length) == 1);
        out.resize(length);
        begin();
        return out;
    }

  private:
    void begin() {
        GANTRY_ASSERT(context_ && EVP_DigestInit_ex(context_.get(), kind_, nullptr) == 1);
    }

    const EVP_MD* kind_;
    std::unique_ptr<EVP_MD_CTX, FreeDigest> context_;
};

using AnyChecksum = std::variant<Crc32, Crc32c, Crc64Nvme, Digest>;

AnyChecksum make(ChecksumKind kind) {
    switch (kind) {
        case ChecksumKind::Crc32: return Crc32{};
        case ChecksumKind::Crc32c: return Crc32c{};
        case ChecksumKind::Crc64Nvme: return Crc64Nvme{};
        case ChecksumKind::Sha1: return Digest{EVP_sha1()};
        case ChecksumKind::Md5: return Digest{EVP_md5()};
        case ChecksumKind::Sha256: break;
    }
    return Digest{EVP_sha256()};
}

std::string take(Digest& digest) {
    return digest.take();
}

template <class Crc>
std::string take(Crc& crc) {
    const std::uint64_t value = crc.checksum();
    crc.reset();
    std::string out;
    for (unsigned bits = Crc::bit_count; bits > 0; bits -= 8) {
        out += static_cast<char>(value >> (bits - 8) & 0xffU);
    }
    return out;
}

struct Named {
    ChecksumKind kind;
    std::string_view header;
    std::string_view title;
};
constexpr Named kNames[] = {
    {ChecksumKind::Crc32, "x-amz-checksum-crc32", "CRC32"},
    {ChecksumKind::Crc32c, "x-amz-checksum-crc32c", "CRC32C"},
    {ChecksumKind::Crc64Nvme, "x-amz-checksum-crc64nvme", "CRC64NVME"},
    {ChecksumKind::Sha1, "x-amz-checksum-sha1", "SHA1"},
    {ChecksumKind::Sha256, "x-amz-checksum-sha256", "SHA256"},
};

}  // namespace

std::optional<ChecksumKind> checksum_of_header(std::string_view name) {
    const auto* found = std::ranges::find(kNames, name, &Named::header);
    if (found == std::end(kNames)) return std::nullopt;
    return found->kind;
}

std::string_view checksum_title(ChecksumKind kind) {
    return std::ranges::find(kNames, kind, &Named::kind)->title;
}

struct Checksum::State {
    AnyChecksum any;
};

Checksum::Checksum(ChecksumKind kind) : state_(std::make_unique<State>(make(kind))) {}
Checksum::~Checksum() = default;
Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;

void Checksum::update(std::string_view bytes) {
    std::visit([&](auto& one) { one.process_bytes(bytes.data(), bytes.size()); }, state_->any);
}

std::string Checksum::finish() {
    return std::visit([](auto& one) { return take(one); }, state_->any);
}

}  // namespace gantry::wire
