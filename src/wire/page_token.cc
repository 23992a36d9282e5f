#include "wire/page_token.h"

#include "wire/digest.h"
#include "wire/json_codec.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kMacBytes = 16;

// What is signed and sent; the version allows for another form one day.
struct Content {
    std::int32_t version = 1;
    std::string list;
    std::string after;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Content>(
            "PageToken",
            {
                field<&Content::version>("v"),
                field<&Content::list>("list"),
                field<&Content::after>("after"),
            }
        );
        return info;
    }
};

std::string mac_of(std::string_view key, std::string_view content) {
    const Sha256 mac = hmac_sha256(as_bytes(key), content);
    return std::string(reinterpret_cast<const char*>(mac.data()), kMacBytes);
}

}  // namespace

std::string encode_page_token(std::string_view key, const PageToken& token) {
    const std::string content = encode_json(Content{.list = token.list, .after = token.after});
    return to_base64url(mac_of(key, content) + content);
}

Result<std::string> decode_page_token(
    std::string_view key, std::string_view list, std::string_view token
) {
    const Error invalid{
        ErrorKind::InvalidArgument,
        "InvalidParameterException",
        "Invalid token in 'nextToken'",
        {},
    };
    std::string bytes;
    if (!from_base64url(token, bytes) || bytes.size() < kMacBytes) return invalid;
    const std::string_view content = std::string_view(bytes).substr(kMacBytes);
    const std::string_view mac = std::string_view(bytes).substr(0, kMacBytes);
    if (!equal_in_constant_time(mac, mac_of(key, content))) return invalid;
    const auto read = decode_json<Content>(content);
    if (!read || read->version != 1 || read->list != list) return invalid;
    return read->after;
}

}  // namespace gantry::wire
