#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/ec2/api/call.h"
#include "services/ec2/model/kinds.h"

namespace gantry::ec2 {

/// What every kind of thing lets be done to it, for those who do not care which kind it is.
struct KindEntry {
    const Kind* kind;
    std::string_view table;  ///< "ec2.vpcs"; empty: it is part of another's row
    struct Seen {
        Tags tags;
        std::string vpc_id;  ///< what it is in; may be empty
    };
    std::optional<Seen> (*find)(const Call& call, const std::string& id);
    /// Of one that is there.
    void (*set_tags)(Call& call, const std::string& id, Tags tags);
    using Visit = std::function<void(const std::string& id, const Tags& tags)>;
    /// All in the caller's account and Region.
    void (*each)(const Call& call, const Visit& visit);
};

std::span<const KindEntry> kind_table();
/// By an id's prefix; null for texts that are no ids of ours.
const KindEntry* kind_of_id(std::string_view id);
/// By the word in ARNs.
const KindEntry* kind_of_arn_type(std::string_view type);

}  // namespace gantry::ec2
