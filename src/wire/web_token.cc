#include "wire/web_token.h"

#include <cjose/cjose.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "wire/json_reader.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kMaxKeys = 32;
constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kShortestRsaBits = 2048;

struct Algorithm {
    std::string_view name;
    cjose_jwk_kty_t kind;
    cjose_jwk_ec_curve curve;  // of elliptic curves
};

constexpr std::array kAlgorithms{
    Algorithm{"RS256", CJOSE_JWK_KTY_RSA, CJOSE_JWK_EC_INVALID},
    Algorithm{"RS384", CJOSE_JWK_KTY_RSA, CJOSE_JWK_EC_INVALID},
    Algorithm{"RS512", CJOSE_JWK_KTY_RSA, CJOSE_JWK_EC_INVALID},
    Algorithm{"ES256", CJOSE_JWK_KTY_EC, CJOSE_JWK_EC_P_256},
    Algorithm{"ES384", CJOSE_JWK_KTY_EC, CJOSE_JWK_EC_P_384},
    Algorithm{"ES512", CJOSE_JWK_KTY_EC, CJOSE_JWK_EC_P_521},
};

const Algorithm* find_algorithm(std::string_view name) {
    const auto* found = std::ranges::find(kAlgorithms, name, &Algorithm::name);
    return found == kAlgorithms.end() ? nullptr : found;
}

/// Base64 for URLs, of whole bytes and without padding (RFC 7515, section 2). The library ends the
/// program on some of what is not.
bool is_base64url(std::string_view text) {
    return text.size() % 4 != 1 && std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
           });
}

/// Whether it has the three parts of a signed token.
bool is_compact_token(std::string_view text) {
    int parts = 1;
    for (auto dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
        if (!is_base64url(text.substr(0, dot))) return false;
        text.remove_prefix(dot + 1);
        ++parts;
    }
    return parts == 3 && is_base64url(text);
}

/// The members of a JWK that say what it is for, and one of those that are the key.
struct KeyHead {
    std::string kind;
    std::string id;
    std::string use;
    std::string algorithm;
    std::string number;
    bool is_secret = false;  ///< a private key, or one to be shared
};

bool is_number(std::string_view name) {
    return name == "n" || name == "e" || name == "x" || name == "y";
}

std::string* member_of(KeyHead& head, std::string_view name) {
    if (name == "kty") return &head.kind;
    if (name == "kid") return &head.id;
    if (name == "use") return &head.use;
    if (name == "alg") return &head.algorithm;
    if (is_number(name)) return &head.number;
    return nullptr;
}

std::optional<KeyHead> read_key_head(std::string_view json) {
    JsonReader reader(json, kMaxDepth);
    KeyHead head;
    std::string_view name;
    std::string_view ignored;
    if (!reader.enter_object()) return std::nullopt;
    while (true) {
        const auto next = reader.next_key(name);
        if (next == JsonReader::Next::End) break;
        if (next == JsonReader::Next::Fault) return std::nullopt;
        if (name == "d" || name == "k") head.is_secret = true;
        std::string* member = member_of(head, name);
        if (member == nullptr ? !reader.skip(ignored) : !reader.read_string(*member)) {
            return std::nullopt;
        }
        if (is_number(name) && !is_base64url(head.number)) return std::nullopt;
    }
    return head;
}

Error no_key_set(std::string_view why) {
    return invalid_argument(fmt::format("This is no set of public keys (JWKS): {}.", why));
}

/// The texts of the elements of "keys".
Result<std::vector<std::string_view>> read_key_texts(std::string_view json) {
    JsonReader reader(json, kMaxDepth);
    std::vector<std::string_view> texts;
    std::string_view name;
    std::string_view text;
    bool found = false;
    auto next = JsonReader::Next::Fault;
    if (reader.enter_object()) next = reader.next_key(name);
    for (; next == JsonReader::Next::Item; next = reader.next_key(name)) {
        if (name != "keys" || found) {
            if (!reader.skip(text)) break;
            continue;
        }
        found = reader.enter_list();
        while (found && reader.next_element() == JsonReader::Next::Item && reader.skip(text)) {
            texts.push_back(text);
        }
    }
    if (next != JsonReader::Next::End || !reader.finish()) {
        return no_key_set(reader.fault().empty() ? "not JSON" : reader.fault());
    }
    if (!found) return no_key_set("it has no list \"keys\"");
    return texts;
}

}  // namespace

struct KeySet::Key {
    std::string id;
    std::string algorithm;  ///< empty: any that suits
    cjose_jwk_t* key = nullptr;

    Key() = default;
    ~Key() { cjose_jwk_release(key); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;

    [[nodiscard]] bool suits(const Algorithm& wanted) const {
        if (!algorithm.empty() && algorithm != wanted.name) return false;
        cjose_err error{};
        if (cjose_jwk_get_kty(key, &error) != wanted.kind) return false;
        return wanted.kind == CJOSE_JWK_KTY_RSA ||
               cjose_jwk_EC_get_curve(key, &error) == wanted.curve;
    }
};

Result<KeySet> KeySet::read(std::string_view json) {
    if (json.size() > kMaxKeySet) return no_key_set("it is too large");
    const auto texts = read_key_texts(json);
    if (!texts) return texts.error();
    if (texts->size() > kMaxKeys) return no_key_set("it has too many keys");
    KeySet set;
    for (const std::string_view text : *texts) {
        const auto head = read_key_head(text);
        if (!head) return no_key_set("one of the keys is no object, or says what it is in no text");
        if (head->is_secret) return no_key_set("it holds a private or shared key");
        if (head->kind != "RSA" && head->kind != "EC") continue;
        if (!head->use.empty() && head->use != "sig") continue;
        if (!head->algorithm.empty() && find_algorithm(head->algorithm) == nullptr) continue;
        cjose_err error{};
        auto key = std::make_shared<Key>();
        key->id = head->id;
        key->algorithm = head->algorithm;
        key->key = cjose_jwk_import(text.data(), text.size(), &error);
        if (key->key == nullptr) return no_key_set("one of the keys cannot be read");
        if (head->kind == "RSA" && cjose_jwk_get_keysize(key->key, &error) < kShortestRsaBits) {
            return no_key_set(fmt::format("an RSA key is below {} bits", kShortestRsaBits));
        }
        set.keys_.push_back(std::move(key));
    }
    if (set.keys_.empty()) return no_key_set("it has no RSA or EC key for signatures");
    return set;
}

struct WebToken::Parsed {
    cjose_jws_t* jws = nullptr;
    const Algorithm* algorithm = nullptr;
    std::string key_id;

    Parsed() = default;
    ~Parsed() { cjose_jws_release(jws); }
    Parsed(const Parsed&) = delete;
    Parsed& operator=(const Parsed&) = delete;

    /// Errors: as WebToken::read.
    Result<void> read_header() {
        cjose_err error{};
        cjose_header_t* header = cjose_jws_get_protected(jws);
        // What a header calls critical has to be understood; nothing of that kind is.
        if (char* critical = cjose_header_get_raw(header, "crit", &error)) {
            std::free(critical);  // NOLINT: made by the library with malloc
            return invalid_argument("The token has critical members that are not known.");
        }
        const char* name = cjose_header_get(header, CJOSE_HDR_ALG, &error);
        algorithm = name == nullptr ? nullptr : find_algorithm(name);
        if (algorithm == nullptr) {
            return invalid_argument("The token's algorithm is none that is taken.");
        }
        if (const char* id = cjose_header_get(header, CJOSE_HDR_KID, &error)) key_id = id;
        return {};
    }
};

Result<WebToken> WebToken::read(std::string_view compact) {
    if (compact.size() > kMaxWebToken) return invalid_argument("The token is too long.");
    if (!is_compact_token(compact)) {
        return invalid_argument("The token is no signed JSON web token.");
    }
    cjose_err error{};
    WebToken token;
    token.parsed_ = std::make_shared<Parsed>();
    Parsed& parsed = *token.parsed_;
    parsed.jws = cjose_jws_import(compact.data(), compact.size(), &error);
    if (parsed.jws == nullptr) return invalid_argument("The token is no signed JSON web token.");
    if (const auto header = parsed.read_header(); !header) return header.error();
    std::uint8_t* text = nullptr;
    std::size_t size = 0;
    if (!cjose_jws_get_plaintext(parsed.jws, &text, &size, &error)) {
        return invalid_argument("The token says nothing.");
    }
    token.claims_.assign(reinterpret_cast<const char*>(text), size);
    return token;
}

bool WebToken::verify(const KeySet& keys) const {
    return std::ranges::any_of(keys.keys_, [this](const auto& key) {
        if (!parsed_->key_id.empty() && key->id != parsed_->key_id) return false;
        cjose_err error{};
        return key->suits(*parsed_->algorithm) && cjose_jws_verify(parsed_->jws, key->key, &error);
    });
}

}  // namespace gantry::wire
