#pragma once

#include <string_view>

#include "base/reflect.h"
#include "base/result.h"
#include "wire/decode_state.h"
#include "wire/json_codec.h"

namespace gantry::wire {

/// XML as the body of a request.
struct XmlBody {
    std::string_view text;
    bool body_only = false;   ///< members of the outermost structure with another place are unknown
    ValueTraits traits;       ///< of the whole value, where it is no structure
    std::string_view root{};  ///< what the outermost element is called; empty: anything
};

/// Reads the outermost element into a value. Namespaces are not looked at, unknown elements are
/// ignored. No text at all is a value without members.
///
/// Errors: as decode_request_into; also for another outermost element, for text outside of it, for
/// a document type (there are no entities but XML's own five) and for a document of more than
/// kMaxXmlParts elements and attributes.
Result<void> decode_xml(
    const XmlBody& body, const reflect::TypeInfo& type, void* value, UnknownEnumValue* unknown
);

inline constexpr std::size_t kMaxXmlParts = 400'000;

}  // namespace gantry::wire
