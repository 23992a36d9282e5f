// Identity tokens and key sets, whatever their bytes: the first byte picks which. A token that can
// be read is verified with keys that did not sign it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "services/sts/api/identity_token.h"
#include "wire/web_token.h"

namespace {

using namespace gantry;

// A public key of nobody.
constexpr std::string_view kKeys =
    R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";

void read_token(std::string_view text) {
    static const auto kKnown = wire::KeySet::read(kKeys);
    GANTRY_ASSERT(kKnown);
    const auto token = wire::WebToken::read(text);
    if (!token) return;
    static_cast<void>(token->verify(*kKnown));
    static_cast<void>(sts::read_claims(token->claims()));
}

void read_claims(std::string_view text) {
    const auto claims = sts::read_claims(text);
    if (!claims) return;
    GANTRY_ASSERT(!claims->audiences.empty() && claims->expires_s);
    const auto audience = sts::check_claims(*claims, claims->audiences, SysTime{});
    GANTRY_ASSERT(!audience || *audience == claims->audiences.front());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    if (data[0] % 3 == 0) read_token(text);
    if (data[0] % 3 == 1) read_claims(text);
    if (data[0] % 3 == 2) static_cast<void>(wire::KeySet::read(text));
    return 0;
}
