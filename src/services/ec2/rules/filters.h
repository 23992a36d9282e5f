#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/ec2/filter.h"
#include "base/reflect.h"
#include "base/result.h"
#include "service/member_path.h"

/// The filters of Describe operations. Pure.
namespace gantry::ec2 {

/// A filter's name, and the member of what is described that it looks at: {"attachment.vpc-id",
/// "Attachments[].VpcId"}. Several lines of one name: any of the members.
struct FilterName {
    std::string_view name;
    std::string_view path;
};

/// What a request filters by. All filters must fit, each by one of its values. `tag:<key>`,
/// `tag-key` and `tag-value` are known wherever there are tags.
class Filters {
  public:
    /// @param type  of what is described
    /// @param names of one table for each kind
    /// Errors: InvalidParameterValue for names that are not in it, FilterLimitExceeded.
    static Result<Filters> read(
        const std::optional<std::vector<api::ec2::Filter>>& filters,
        const reflect::TypeInfo& type,
        std::span<const FilterName> names
    );

    /// @param shape a value of the type that they were read for
    [[nodiscard]] bool match(const void* shape) const;

  private:
    struct One {
        std::vector<service::MemberPath> paths;
        std::vector<std::string> values;
        std::optional<std::string> tag_key;  ///< values are of the tag with this key
    };

    static bool fits(const One& filter, const void* shape);

    std::vector<One> filters_;
};

}  // namespace gantry::ec2
