#include "services/ecs/api/instance_attributes.h"

#include <algorithm>
#include <set>

#include "base/reflect.h"
#include "services/ecs/api/attribute_rules.h"
#include "services/ecs/api/errors.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

using api::ecs::Attribute;

struct IdentityDocument {
    std::optional<std::string> instance_id;
    std::optional<std::string> instance_type;
    std::optional<std::string> image_id;
    std::optional<std::string> architecture;
    std::optional<std::string> availability_zone;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<IdentityDocument>(
            "InstanceIdentityDocument",
            {
                reflect::field<&IdentityDocument::instance_id>("instanceId"),
                reflect::field<&IdentityDocument::instance_type>("instanceType"),
                reflect::field<&IdentityDocument::image_id>("imageId"),
                reflect::field<&IdentityDocument::architecture>("architecture"),
                reflect::field<&IdentityDocument::availability_zone>("availabilityZone"),
            }
        );
        return info;
    }
};

void add_if_absent(Attributes& attributes, std::string name, const std::string& value) {
    if (value.empty() || find_attribute(attributes, name) != nullptr) return;
    attributes.push_back({.name = std::move(name), .value = value});
}

/// What agents and ECS call their own is taken as it is.
Result<void> check_sent(const Attributes& sent) {
    std::set<std::string> custom;
    for (const Attribute& attribute : sent) {
        const std::string name = attribute.name.value_or("");
        if (name.empty()) return invalid_parameter("Attribute name can not be blank.");
        if (is_reserved_attribute(name)) continue;
        if (auto good = check_attribute(attribute); !good) return good;
        if (!custom.insert(name).second) {
            return invalid_parameter("The attribute " + name + " is given twice.");
        }
    }
    return {};
}

}  // namespace

InstanceIdentity read_identity_document(const std::optional<std::string>& document) {
    if (!document || document->empty()) return {};
    auto read = wire::decode_json<IdentityDocument>(*document);
    if (!read) return {};
    return {
        .instance_id = read->instance_id.value_or(""),
        .instance_type = read->instance_type.value_or(""),
        .image_id = read->image_id.value_or(""),
        .architecture = read->architecture.value_or(""),
        .availability_zone = read->availability_zone.value_or(""),
    };
}

const Attribute* find_attribute(const Attributes& attributes, std::string_view name) {
    const auto found = std::ranges::find_if(attributes, [&](const Attribute& attribute) {
        return attribute.name == name;
    });
    return found == attributes.end() ? nullptr : &*found;
}

Result<Attributes> registered_attributes(
    const Attributes& sent,
    const Attributes& before,
    const InstanceIdentity& identity,
    const std::string& default_zone
) {
    Attributes all;
    all.reserve(sent.size() + 4);
    if (auto good = check_sent(sent); !good) return good.error();
    for (const auto& attribute : sent) {
        all.push_back({.name = attribute.name, .value = attribute.value});
    }
    for (const auto& attribute : before) {
        if (is_reserved_attribute(*attribute.name)) continue;
        if (find_attribute(all, *attribute.name) == nullptr) all.push_back(attribute);
    }
    const std::size_t custom = count_custom_attributes(all);
    if (custom > kMaxCustomAttributes && custom > count_custom_attributes(before)) {
        return invalid_parameter("A container instance can have at most 10 custom attributes.");
    }
    add_if_absent(all, "ecs.availability-zone", identity.availability_zone);
    add_if_absent(all, "ecs.availability-zone", default_zone);
    add_if_absent(all, "ecs.instance-type", identity.instance_type);
    add_if_absent(all, "ecs.ami-id", identity.image_id);
    add_if_absent(all, "ecs.cpu-architecture", identity.architecture);
    return all;
}

}  // namespace gantry::ecs
