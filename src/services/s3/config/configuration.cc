#include "services/s3/config/configuration.h"

#include <utility>

#include "services/s3/model/keys.h"

namespace gantry::s3 {

std::optional<std::string> kept_text(
    const Call& call, std::string_view bucket, std::string_view word, std::string_view id
) {
    const auto row = call.tx.get(call.tables.configurations, configuration_key(bucket, word, id));
    if (!row) return std::nullopt;
    return row->value.text;
}

void keep_text(
    Call& call,
    const BucketRow& bucket,
    std::string_view word,
    std::string json,
    std::string_view id
) {
    ConfigurationRow row{
        .bucket = bucket.name,
        .kind = std::string(word),
        .id = std::string(id),
        .value = {std::move(json)},
    };
    const std::string key = configuration_key(bucket.name, word, id);
    call.tx.put(call.tables.configurations, key, std::move(row));
}

void forget_text(Call& call, const BucketRow& bucket, std::string_view word, std::string_view id) {
    const std::string key = configuration_key(bucket.name, word, id);
    if (call.tx.get(call.tables.configurations, key)) {
        call.tx.erase(call.tables.configurations, key);
    }
}

void forget_configurations(Call& call, const BucketRow& bucket) {
    for (const auto& [key, row] : call.tables.configurations.with_prefix(in_bucket(bucket.name))) {
        call.tx.erase(call.tables.configurations, key);
    }
}

Error missing_body() {
    return refused(ErrorKind::InvalidArgument, "MissingRequestBodyError", "Request body is empty.");
}

}  // namespace gantry::s3
