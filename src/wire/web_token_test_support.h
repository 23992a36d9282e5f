#pragma once

#include <cjose/cjose.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "base/assert.h"

namespace gantry::wire {

/// For tests: an issuer with one key, that signs what it is told.
class TokenMaker {
  public:
    /// @param algorithm "RS256", "ES256" …: decides what key is made
    TokenMaker(std::string algorithm, std::string key_id)
        : algorithm_(std::move(algorithm)), key_id_(std::move(key_id)) {
        cjose_err error{};
        constexpr unsigned char kExponent[] = {1, 0, 1};
        if (algorithm_.starts_with("RS")) {
            key_ = cjose_jwk_create_RSA_random(2048, kExponent, sizeof kExponent, &error);
        } else {
            key_ = cjose_jwk_create_EC_random(curve(), &error);
        }
        GANTRY_ASSERT(key_ != nullptr);
        set_id(key_id_);
    }
    ~TokenMaker() { cjose_jwk_release(key_); }
    TokenMaker(const TokenMaker&) = delete;
    TokenMaker& operator=(const TokenMaker&) = delete;

    [[nodiscard]] std::string key_set() const { return set_of(false); }
    [[nodiscard]] std::string key_set(const std::string& other_id) const {
        set_id(other_id);
        std::string set = set_of(false);
        set_id(key_id_);
        return set;
    }
    [[nodiscard]] std::string private_key_set() const { return set_of(true); }

    [[nodiscard]] std::string token(std::string_view claims) const {
        cjose_err error{};
        cjose_header_t* header = cjose_header_new(&error);
        cjose_header_set(header, CJOSE_HDR_ALG, algorithm_.c_str(), &error);
        cjose_header_set(header, CJOSE_HDR_KID, key_id_.c_str(), &error);
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(claims.data());
        cjose_jws_t* jws = cjose_jws_sign(key_, header, bytes, claims.size(), &error);
        const char* text = nullptr;
        GANTRY_ASSERT(jws != nullptr && cjose_jws_export(jws, &text, &error));
        std::string token = text;
        cjose_jws_release(jws);
        cjose_header_release(header);
        return token;
    }

  private:
    [[nodiscard]] cjose_jwk_ec_curve curve() const {
        if (algorithm_ == "ES384") return CJOSE_JWK_EC_P_384;
        return algorithm_ == "ES512" ? CJOSE_JWK_EC_P_521 : CJOSE_JWK_EC_P_256;
    }
    void set_id(const std::string& id) const {
        cjose_err error{};
        cjose_jwk_set_kid(key_, id.c_str(), id.size(), &error);
    }
    [[nodiscard]] std::string set_of(bool with_private) const {
        cjose_err error{};
        char* json = cjose_jwk_to_json(key_, with_private, &error);
        std::string set = std::string(R"({"keys":[)") + json + "]}";
        std::free(json);  // NOLINT: made by the library with malloc
        return set;
    }

    std::string algorithm_;
    std::string key_id_;
    cjose_jwk_t* key_ = nullptr;
};

}  // namespace gantry::wire
