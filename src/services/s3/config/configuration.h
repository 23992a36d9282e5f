#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"
#include "wire/json_codec.h"

/// Keeps the configurations of buckets, and gives them back. A kind of configuration is a structure
/// that says all there is to say of it:
///
///     struct BucketCors {
///         using Value = api::s3::CORSConfiguration;           // its shape
///         static constexpr std::string_view kWord = "cors";   // ConfigurationRow::kind
///         static Result<Value> absent();                      // what Get answers without one
///         // S3's rules beyond the model; fills in what S3 fills in
///         static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
///         static bool says_nothing(const Value& value);       // may be left out: putting it
///         deletes
///     };
///
/// The handlers of its operations are the templates below.
namespace gantry::s3 {

/// The JSON that is kept; nothing where there is none.
std::optional<std::string> kept_text(
    const Call& call, std::string_view bucket, std::string_view word, std::string_view id = {}
);
void keep_text(
    Call& call,
    const BucketRow& bucket,
    std::string_view word,
    std::string json,
    std::string_view id = {}
);
void forget_text(
    Call& call, const BucketRow& bucket, std::string_view word, std::string_view id = {}
);
/// All configurations of a bucket that goes.
void forget_configurations(Call& call, const BucketRow& bucket);

/// MissingRequestBodyError
Error missing_body();

template <class Kind>
std::optional<typename Kind::Value> kept(const Call& call, std::string_view bucket) {
    const auto text = kept_text(call, bucket, Kind::kWord);
    if (!text) return std::nullopt;
    auto read = wire::decode_json<typename Kind::Value>(*text);
    if (!read) return std::nullopt;
    return *std::move(read);
}

/// What holds for a bucket: what is kept, else what S3 answers without one.
template <class Kind>
Result<typename Kind::Value> current(const Call& call, std::string_view bucket) {
    if (auto value = kept<Kind>(call, bucket)) return *std::move(value);
    return Kind::absent();
}

template <class Kind>
void keep(Call& call, const BucketRow& bucket, const typename Kind::Value& value) {
    if constexpr (requires { Kind::says_nothing(value); }) {
        if (Kind::says_nothing(value)) return forget_text(call, bucket, Kind::kWord);
    }
    keep_text(call, bucket, Kind::kWord, wire::encode_json(value));
}

/// Replaces the configuration by the one in `Member`.
/// Errors: NoSuchBucket, AccessDenied, MissingRequestBodyError; those of Kind::check.
template <
    class Kind,
    class Input,
    class Output,
    std::optional<typename Kind::Value> Input::* Member>
Result<Output> put_configuration(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    if (!(input.*Member)) return missing_body();
    typename Kind::Value value = *(input.*Member);
    if (auto good = Kind::check(call, **bucket, value); !good) return good.error();
    keep<Kind>(call, **bucket, value);
    return Output{};
}

/// The configuration in `Member`. Errors: NoSuchBucket, AccessDenied; that of Kind::absent.
template <
    class Kind,
    class Input,
    class Output,
    std::optional<typename Kind::Value> Output::* Member>
Result<Output> get_configuration(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    auto value = current<Kind>(call, (*bucket)->name);
    if (!value) return value.error();
    Output out;
    out.*Member = *std::move(value);
    return out;
}

/// The same where the answer has the configuration's members as its own.
template <class Kind, class Input, class Output>
Result<Output> get_members(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto value = current<Kind>(call, (*bucket)->name);
    if (!value) return value.error();
    return wire::decode_json<Output>(wire::encode_json(*value));
}

/// Forgets it; there need not be one. Errors: NoSuchBucket, AccessDenied.
template <class Kind, class Input, class Output>
Result<Output> delete_configuration(Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    forget_text(call, **bucket, Kind::kWord);
    return Output{};
}

}  // namespace gantry::s3
