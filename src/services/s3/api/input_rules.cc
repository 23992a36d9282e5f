#include "services/s3/api/input_rules.h"

#include <algorithm>
#include <array>

#include "api/s3/bucket_location_constraint.h"
#include "api/s3/operations.h"
#include "service/input_errors.h"
#include "services/s3/config/configuration.h"
#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

using Place = reflect::WireTraits::Place;

/// The member of an operation's input that a path begins with. Null for one that begins within a
/// body.
const reflect::FieldInfo* first_member(std::string_view operation, std::string_view path) {
    const auto* info = service::find_in_model(api::s3::service(), operation);
    if (info == nullptr) return nullptr;
    const std::string_view name = path.substr(0, path.find_first_of(".["));
    const auto& fields = info->input().fields;
    const auto found = std::ranges::find(fields, name, &reflect::FieldInfo::name);
    return found == fields.end() ? nullptr : &*found;
}

bool is_in_body(const reflect::FieldInfo* field) {
    return field == nullptr || field->wire == nullptr || field->wire->place == Place::Body ||
           field->wire->place == Place::Payload;
}

struct HeaderWords {
    std::string_view member;
    std::string_view code;
    std::string_view message;
};

constexpr std::array kHeaderWords{
    HeaderWords{
        "ChecksumAlgorithm",
        "InvalidRequest",
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
        "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
    },
    HeaderWords{"EncodingType", "InvalidArgument", "Invalid Encoding Method specified in Request"},
    HeaderWords{"MetadataDirective", "InvalidArgument", "Unknown metadata directive."},
    HeaderWords{
        "ServerSideEncryption",
        "InvalidArgument",
        "The encryption method specified is not supported"
    },
    HeaderWords{
        "StorageClass", "InvalidStorageClass", "The storage class you specified is not valid"
    },
    HeaderWords{"TaggingDirective", "InvalidArgument", "Unknown tagging directive."},
};

Error unknown_value(
    std::string_view operation, const wire::UnknownEnumValue& unknown, const Error& general
) {
    if (unknown.type == &reflect::type_of<api::s3::BucketLocationConstraint>()) {
        return refused(
            ErrorKind::InvalidArgument,
            "InvalidLocationConstraint",
            "The specified location-constraint is not valid"
        );
    }
    const auto* member = first_member(operation, unknown.path);
    if (is_in_body(member)) return malformed_xml();
    const auto words = std::ranges::find(kHeaderWords, member->name, &HeaderWords::member);
    if (words == kHeaderWords.end()) return invalid_argument(general.message);
    return refused(ErrorKind::InvalidArgument, words->code, std::string(words->message));
}

Error violation(std::string_view operation, const wire::Violation& violation) {
    const auto* member = first_member(operation, violation.path);
    if (!is_in_body(member)) {
        return invalid_argument(service::violation_error(api::s3::service(), violation).message);
    }
    const bool whole = member != nullptr && member->name == violation.path;
    const bool missing = whole && violation.rule == wire::Violation::Rule::Required;
    return missing ? missing_body() : malformed_xml();
}

}  // namespace

service::InputRules input_rules() {
    return {.unknown_value = &unknown_value, .violation = &violation};
}

}  // namespace gantry::s3
