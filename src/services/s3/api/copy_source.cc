#include "services/s3/api/copy_source.h"

#include "services/s3/model/errors.h"
#include "wire/percent.h"

namespace gantry::s3 {

Result<CopySource> read_copy_source(const std::string& header) {
    std::string_view text = header;
    if (text.starts_with("arn:")) return not_done("Gantry has no access points.");
    constexpr std::string_view kVersion = "?versionId=";
    CopySource source;
    const std::size_t version = text.rfind(kVersion);
    if (version != std::string_view::npos) {
        source.version_id = wire::decode_path_part(text.substr(version + kVersion.size()));
        text = text.substr(0, version);
    }
    // A plus sign is a space there, too.
    std::string path = wire::decode_query_part(text);
    if (path.starts_with('/')) path.erase(0, 1);
    const std::size_t slash = path.find('/');
    if (slash == 0 || slash == std::string::npos || slash + 1 == path.size()) {
        return invalid_argument("Invalid copy source object key");
    }
    source.bucket = path.substr(0, slash);
    source.key = path.substr(slash + 1);
    return source;
}

Result<FoundSource> find_source(
    const Call& call,
    const CopySource& source,
    const std::optional<std::string>& expected_owner,
    const ReadConditions& conditions
) {
    const auto bucket = find_bucket(call, source.bucket, expected_owner);
    if (!bucket) return bucket.error();
    const auto object = find_object(call, **bucket, source.key, source.version_id);
    if (!object && object.error().code == "MethodNotAllowed") {
        return invalid_request(
            "The source of a copy request may not specifically refer to a delete marker by version "
            "id."
        );
    }
    if (!object) return object.error();
    if (auto good = check_read(**object, conditions, Reader::Copy); !good) return good.error();
    return FoundSource{*bucket, *object};
}

}  // namespace gantry::s3
