#include "services/ec2/service.h"

#include "api/ec2/operations.h"
#include "aws/arn.h"
#include "base/log.h"
#include "service/registry.h"
#include "services/ec2/api/input_rules.h"
#include "services/ec2/api/kind_table.h"
#include "services/ec2/api/operation_table.h"
#include "services/ec2/api/unsupported_members.h"
#include "services/ec2/api/vpc_parts.h"

namespace gantry::ec2 {
namespace {

/// "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-…"
std::optional<service::RowAddress> row_of_arn(std::string_view text) {
    const auto arn = aws::Arn::parse(text);
    if (!arn || arn->service != "ec2") return std::nullopt;
    const std::size_t slash = arn->resource.find('/');
    if (slash == std::string::npos) return std::nullopt;
    const KindEntry* kind = kind_of_arn_type(std::string_view(arn->resource).substr(0, slash));
    if (kind == nullptr || kind->table.empty()) return std::nullopt;
    const aws::Scope scope{arn->account, arn->region};
    return service::RowAddress{
        std::string(kind->table), scope.prefix() + arn->resource.substr(slash + 1)
    };
}

}  // namespace

Instance::Instance(const service::Surroundings& surroundings)
    : around_(surroundings), options_(surroundings.options.get<Options>()) {}

void Instance::start() {
    for (const aws::Scope& scope : options_.default_vpcs) make_default_vpc(scope);
}

void Instance::make_default_vpc(const aws::Scope& scope) {
    const auto region = rows().regions.find(scope.prefix());
    if (region && region->made_default_vpc) return;
    const aws::Caller self{scope, aws::root_arn(scope), "", {}};
    const std::string id = around_.ids.uuid();
    service::Call call{
        .caller = self,
        .request_id = id,
        .now = around_.loop.now(),
        .ids = around_.ids,
        .settings = around_.settings,
        .services = around_.services,
    };
    Call typed = service::call_on(call, rows());
    if (!find_default_vpc(typed)) {
        const auto made = ec2::make_default_vpc(typed);
        if (!made) {
            log_warn("default_vpc_not_made", {{"why", made.error().message}});
            return;
        }
    }
    const auto known = call.tx.get(rows().regions, scope.prefix());
    RegionRow row = known ? *known : RegionRow{};
    row.made_default_vpc = true;
    call.tx.put(rows().regions, scope.prefix(), std::move(row));
    around_.core->commit(std::move(call.tx), "CreateDefaultVpc " + id);
}

const service::Service& service() {
    static const service::Service kService{
        .name = "ec2",
        .title = "Amazon EC2",
        .model = &api::ec2::service,
        .operations = operations(),
        .unsupported = unsupported_members(),
        .input = input_rules(),
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &row_of_arn,
        .resources = "a VPC, subnet, security group or another part of a network",
    };
    return kService;
}

}  // namespace gantry::ec2
