#include "services/sts/api/identity_token.h"

#include <fmt/format.h>

#include <algorithm>

#include "wire/json_reader.h"

namespace gantry::sts {
namespace {

using wire::JsonReader;
using Texts = std::vector<std::string>;

constexpr std::size_t kMaxDepth = 16;
constexpr std::int64_t kClockSkew_s = 300;
constexpr std::size_t kMaxTags = 50;
constexpr std::string_view kTags = "https://aws.amazon.com/tags";
constexpr std::string_view kTagsPrincipal = "https://aws.amazon.com/tags/principal_tags/";
constexpr std::string_view kTagsTransitive = "https://aws.amazon.com/tags/transitive_tag_keys";
constexpr std::string_view kSourceIdentity = "https://aws.amazon.com/source_identity";

/// Reads an object's members by `member(name)`, which reads a value or returns false.
template <class Member>
bool read_members(JsonReader& reader, const Member& member) {
    std::string_view name;
    if (!reader.enter_object()) return false;
    while (true) {
        const auto next = reader.next_key(name);
        if (next == JsonReader::Next::End) return true;
        if (next == JsonReader::Next::Fault || !member(std::string(name))) return false;
    }
}

/// One text, or a list of them.
bool read_texts(JsonReader& reader, Texts& texts) {
    if (reader.peek() == JsonReader::Token::String) return reader.read_string(texts.emplace_back());
    if (!reader.enter_list()) return false;
    while (true) {
        const auto next = reader.next_element();
        if (next == JsonReader::Next::End) return true;
        if (next == JsonReader::Next::Fault) return false;
        if (!reader.read_string(texts.emplace_back())) return false;
    }
}

bool read_seconds(JsonReader& reader, std::optional<std::int64_t>& seconds) {
    wire::JsonNumber number;
    if (!reader.read_number(number) || !number.is_whole) return false;
    seconds = number.whole;
    return true;
}

bool read_tag(JsonReader& reader, const std::string& key, IdentityClaims& claims) {
    Texts values;
    if (!read_texts(reader, values) || values.size() != 1) return false;
    return claims.tags.emplace(key, values.front()).second && claims.tags.size() <= kMaxTags;
}

bool read_tags(JsonReader& reader, IdentityClaims& claims) {
    return read_members(reader, [&](const std::string& name) {
        std::string_view ignored;
        if (name == "transitive_tag_keys") return read_texts(reader, claims.transitive_tags);
        if (name != "principal_tags") return reader.skip(ignored);
        return read_members(reader, [&](const std::string& key) {
            return read_tag(reader, key, claims);
        });
    });
}

bool read_claim(JsonReader& reader, const std::string& name, IdentityClaims& claims) {
    if (name == "iss") return reader.read_string(claims.issuer);
    if (name == "sub") return reader.read_string(claims.subject);
    if (name == "aud") return read_texts(reader, claims.audiences);
    if (name == "amr") return read_texts(reader, claims.methods);
    if (name == "exp") return read_seconds(reader, claims.expires_s);
    if (name == "nbf") return read_seconds(reader, claims.not_before_s);
    if (name == "iat") return read_seconds(reader, claims.issued_s);
    if (name == kTags) return read_tags(reader, claims);
    if (name == kTagsTransitive) return read_texts(reader, claims.transitive_tags);
    if (name == kSourceIdentity) return reader.read_string(claims.source_identity);
    if (name.starts_with(kTagsPrincipal)) {
        return read_tag(reader, name.substr(kTagsPrincipal.size()), claims);
    }
    std::string_view ignored;
    return reader.skip(ignored);
}

}  // namespace

Error invalid_identity_token(std::string message) {
    return Error{
        ErrorKind::InvalidArgument, "InvalidIdentityTokenException", std::move(message), {}
    };
}

Result<IdentityClaims> read_claims(std::string_view json) {
    JsonReader reader(json, kMaxDepth);
    IdentityClaims claims;
    std::string at;
    const bool good = read_members(reader, [&](const std::string& name) {
        at = name;
        return read_claim(reader, name, claims);
    });
    if (!good || !reader.finish()) {
        return invalid_identity_token(
            at.empty() ? "The claims of the token cannot be read."
                       : fmt::format("The claim cannot be read: {}", at.substr(0, 100))
        );
    }
    const std::pair<std::string_view, bool> required[] = {
        {"iss", !claims.issuer.empty()},
        {"sub", !claims.subject.empty()},
        {"aud", !claims.audiences.empty()},
        {"exp", claims.expires_s.has_value()},
        {"iat", claims.issued_s.has_value()},
    };
    for (const auto& [name, there] : required) {
        if (!there)
            return invalid_identity_token(fmt::format("Missing a required claim: {}", name));
    }
    return claims;
}

Result<std::string> check_claims(
    const IdentityClaims& claims, const std::vector<std::string>& client_ids, SysTime now
) {
    const auto audience = std::ranges::find_if(claims.audiences, [&](const std::string& one) {
        return std::ranges::find(client_ids, one) != client_ids.end();
    });
    if (audience == claims.audiences.end()) {
        return invalid_identity_token("Incorrect token audience");
    }
    const std::int64_t now_s = epoch_ms(now) / 1000;
    if (now_s >= *claims.expires_s) {
        return Error{
            ErrorKind::InvalidArgument,
            "ExpiredTokenException",
            fmt::format(
                "Token expired: current date/time {} must be before the expiration date/time{}",
                now_s,
                *claims.expires_s
            ),
            {},
        };
    }
    const std::int64_t begins_s = std::max(claims.not_before_s.value_or(0), *claims.issued_s);
    if (begins_s > now_s + kClockSkew_s) {
        return invalid_identity_token(
            fmt::format("The token is not valid before {}; now it is {}", begins_s, now_s)
        );
    }
    return *audience;
}

}  // namespace gantry::sts
