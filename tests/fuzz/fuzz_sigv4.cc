// Signatures on requests that are lines of text: method, target, header lines, an empty line, body.
// Whatever they say, verifying answers and accepts none of them; signed with the key, they pass.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "wire/sigv4.h"

namespace gantry::wire {
namespace {

const Credentials kCredentials{"AKIDEXAMPLE", "a secret nobody can guess", "a token"};
const SigningScope kScope{"us-east-1", "ecs"};
const SysTime kNow = from_epoch_ms(1'440'938'160'000);

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    return line;
}

std::optional<SigningKey> find_key(std::string_view id, std::string_view) {
    if (id != kCredentials.access_key_id) return std::nullopt;
    return SigningKey{kCredentials.secret_access_key, std::nullopt};
}

bool is_accepted(const HttpView& request) {
    return verify_signature(request, kScope, find_key, kNow).has_value();
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

// What a client may put there before it signs.
bool may_be_signed(std::string_view name) {
    constexpr std::string_view kOurs[] = {
        "host", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "authorization"
    };
    std::string lower(name);
    for (char& c : lower) c = static_cast<char>(c | 0x20);
    return std::find(std::begin(kOurs), std::end(kOurs), lower) == std::end(kOurs);
}

void check(std::string_view text) {
    HttpView request{};
    request.method = take_line(text);
    request.target = take_line(text);
    std::vector<HeaderField> received;
    std::vector<HeaderField> to_sign{{"Host", "ecs.example.com"}};
    for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = line.substr(std::min(line.size(), colon + 1));
        received.emplace_back(name, value);
        if (is_name(name) && may_be_signed(name)) to_sign.emplace_back(name, value);
    }
    request.body = text;
    request.headers = received;
    GANTRY_ASSERT(!is_accepted(request));
    (void)read_claimed_signature(request);

    const auto added =
        sign_request({request.method, request.target, to_sign, text}, kCredentials, kScope, kNow);
    to_sign.insert(to_sign.end(), added.begin(), added.end());
    GANTRY_ASSERT(is_accepted({request.method, request.target, to_sign, text}));
}

}  // namespace
}  // namespace gantry::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    gantry::wire::check({reinterpret_cast<const char*>(data), size});
    return 0;
}
