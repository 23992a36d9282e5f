#include "net/websocket_handshake.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <utility>

#include "base/assert.h"
#include "net/text.h"

namespace gantry::net {
namespace {

constexpr std::size_t kKeyBytes = 16;
constexpr std::size_t kEncodedKeyChars = 24;

std::string encode_base64(const unsigned char* bytes, std::size_t size) {
    std::string text((size + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends it with a NUL
    const int n = EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(size)
    );
    text.resize(static_cast<std::size_t>(n));
    return text;
}

bool field_holds(const Headers& headers, std::string_view name, std::string_view wanted) {
    const std::string* value = headers.find(name);
    bool found = false;
    if (value == nullptr) return false;
    for_each_in_list(*value, [&](std::string_view option) {
        if (equals_ignoring_case(option, wanted)) found = true;
    });
    return found;
}

bool belongs_to_handshake(std::string_view name) {
    for (const std::string_view ours :
         {"connection", "upgrade", "sec-websocket-key", "sec-websocket-version"}) {
        if (equals_ignoring_case(name, ours)) return true;
    }
    return false;
}

HttpResponse plain_refusal(int status, std::string body) {
    HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", "text/plain");
    response.body = std::move(body);
    return response;
}

}  // namespace

bool asks_for_websocket(const HttpRequest& request, bool connection_upgrade) {
    return connection_upgrade && field_holds(request.headers, "upgrade", "websocket");
}

std::optional<HttpResponse> websocket_refusal(const HttpRequest& request) {
    if (request.method != "GET") return plain_refusal(400, "a websocket is opened with GET\n");
    const std::string* version = request.headers.find("sec-websocket-version");
    if (version == nullptr || *version != "13") {
        HttpResponse response = plain_refusal(426, "only websocket version 13 is spoken here\n");
        response.headers.add("Sec-WebSocket-Version", "13");
        return response;
    }
    const std::string* key = request.headers.find("sec-websocket-key");
    if (key == nullptr || key->size() != kEncodedKeyChars || !key->ends_with("==")) {
        return plain_refusal(400, "Sec-WebSocket-Key is not 16 encoded bytes\n");
    }
    return std::nullopt;
}

std::string websocket_accept_for(std::string_view key) {
    std::string text{key};
    text.append("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");  // RFC 6455, section 1.3
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    return encode_base64(digest.data(), digest.size());
}

std::string make_websocket_key() {
    std::array<unsigned char, kKeyBytes> bytes{};
    GANTRY_ASSERT(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
    return encode_base64(bytes.data(), bytes.size());
}

HttpRequest websocket_request(HttpRequest request, const std::string& key) {
    Headers headers;
    for (const auto& [name, value] : request.headers.all()) {
        if (!belongs_to_handshake(name)) headers.add(name, value);
    }
    headers.add("Connection", "Upgrade");
    headers.add("Upgrade", "websocket");
    headers.add("Sec-WebSocket-Version", "13");
    headers.add("Sec-WebSocket-Key", key);
    request.headers = std::move(headers);
    request.method = "GET";
    request.body.clear();
    return request;
}

bool accepts_websocket(const HttpResponse& response, std::string_view key) {
    if (response.status != 101 || !field_holds(response.headers, "upgrade", "websocket") ||
        !field_holds(response.headers, "connection", "upgrade")) {
        return false;
    }
    const std::string* accept = response.headers.find("sec-websocket-accept");
    return accept != nullptr && *accept == websocket_accept_for(key);
}

}  // namespace gantry::net
