#include "wire/value_source.h"

#include <vector>

#include "wire/json_reader.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kRegionField = 3;
constexpr std::size_t kPlainFields = 7;   ///< arn:aws:secretsmanager:region:account:secret:name
constexpr std::size_t kPickyFields = 10;  ///< and :json-key:stage:version
constexpr std::size_t kMostNested = 100;

std::vector<std::string> fields_of_arn(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(':');
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

bool is_of_service(const std::vector<std::string>& fields, std::string_view service) {
    return fields.size() > kRegionField && fields[0] == "arn" && fields[2] == service;
}

/// Reads the value of a key that was found. @return false when it is no JSON
bool read_key_value(JsonReader& reader, std::string& value) {
    if (reader.peek() == JsonReader::Token::String) return reader.read_string(value);
    std::string_view raw;
    if (!reader.skip(raw)) return false;
    value = raw;
    return true;
}

}  // namespace

Result<SecretSource> read_secret_source(
    const std::string& value_from, const std::string& default_region
) {
    const auto fields = fields_of_arn(value_from);
    const bool known = fields.size() == kPlainFields || fields.size() == kPickyFields;
    if (!is_of_service(fields, "secretsmanager") || !known) {
        return invalid_argument(
            "an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a "
            "valid ARN and try again."
        );
    }
    SecretSource source;
    source.region = fields[kRegionField].empty() ? default_region : fields[kRegionField];
    for (std::size_t i = 0; i < kPlainFields; ++i) source.id += (i == 0 ? "" : ":") + fields[i];
    if (fields.size() == kPlainFields) return source;
    source.json_key = fields[kPlainFields];
    source.stage = fields[kPlainFields + 1];
    source.version_id = fields[kPlainFields + 2];
    return source;
}

ParameterSource read_parameter_source(
    const std::string& value_from, const std::string& default_region
) {
    const auto fields = fields_of_arn(value_from);
    if (!is_of_service(fields, "ssm") || fields[kRegionField].empty()) {
        return {default_region, value_from};
    }
    return {fields[kRegionField], value_from};
}

Result<ObjectSource> read_object_source(const std::string& arn) {
    const auto fields = fields_of_arn(arn);
    const std::size_t name = std::string("arn:aws:s3:::").size();
    const bool good =
        is_of_service(fields, "s3") && fields.size() >= 6 && fields[kRegionField].empty();
    const std::size_t begin =
        good ? fields[0].size() + fields[1].size() + fields[2].size() + fields[4].size() + 5 : name;
    const std::size_t slash = good ? arn.find('/', begin) : std::string::npos;
    if (slash == std::string::npos || slash == begin || slash + 1 == arn.size()) {
        return invalid_argument("'" + arn + "' is not the ARN of an object of S3");
    }
    return ObjectSource{arn.substr(begin, slash - begin), arn.substr(slash + 1)};
}

bool is_of_secrets_manager(std::string_view value_from) {
    return is_of_service(fields_of_arn(value_from), "secretsmanager");
}

Result<std::string> pick_json_key(std::string_view json, const std::string& key) {
    JsonReader reader(json, kMostNested);
    bool found = false;
    std::string value;
    bool good = reader.enter_object();
    std::string_view name;
    for (JsonReader::Next next = JsonReader::Next::Item; good;) {
        next = reader.next_key(name);
        if (next != JsonReader::Next::Item) {
            good = next == JsonReader::Next::End && reader.finish();
            break;
        }
        std::string_view raw;
        if (name != key) {
            good = reader.skip(raw);
        } else {
            found = true;
            value.clear();
            good = read_key_value(reader, value);
        }
    }
    if (!good) {
        return invalid_argument(
            "retrieved secret from Secrets Manager is no JSON object, which json key " + key +
            " could be of"
        );
    }
    if (!found) {
        return invalid_argument(
            "retrieved secret from Secrets Manager did not contain json key " + key
        );
    }
    return value;
}

}  // namespace gantry::wire
