// What holds of every service, whichever there are.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "service/coverage.h"
#include "service/operation_runner.h"
#include "service/test_world.h"
#include "services/all.h"
#include "wire/random_value.h"

namespace gantry {
namespace {

using service::Service;

std::string page_at(const std::string& path) {
    std::ifstream file(GANTRY_SOURCE_DIR "/" + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Services, have_names_of_their_own) {
    std::set<std::string_view> names;
    std::set<std::string_view> targets;
    for (const Service* service : all_services()) {
        EXPECT_TRUE(names.insert(service->name).second) << service->name;
        EXPECT_FALSE(service->title.empty());
        const std::string_view target = service->model().target_prefix;
        EXPECT_TRUE(target.empty() || targets.insert(target).second) << target;
    }
}

TEST(Services, implement_operations_of_their_models) {
    for (const Service* service : all_services()) {
        EXPECT_TRUE(std::ranges::is_sorted(service->operations, {}, &service::Operation::name));
        for (const service::Operation& operation : service->operations) {
            EXPECT_NE(service::find_in_model(service->model(), operation.name), nullptr)
                << operation.name;
            EXPECT_EQ(service::find_operation(*service, operation.name), &operation);
        }
    }
}

TEST(Services, do_not_act_on_members_that_there_are) {
    for (const Service* service : all_services()) {
        EXPECT_TRUE(
            std::ranges::is_sorted(service->unsupported, {}, &service::UnsupportedMember::operation)
        );
        for (const service::UnsupportedMember& entry : service->unsupported) {
            const auto* operation = service::find_in_model(service->model(), entry.operation);
            ASSERT_NE(operation, nullptr) << entry.operation;
            const std::string_view path = entry.member.substr(0, entry.member.find('='));
            if (path.empty()) continue;
            EXPECT_TRUE(service::MemberPath::find(operation->input(), path))
                << entry.operation << " " << entry.member;
        }
    }
}

/// So that no two can meet in a journal.
TEST(Services, keep_rows_in_tables_of_their_name) {
    const service::TestWorld world(all_services());
    std::set<std::string> unnamed;
    for (const core::TableBase* table : world.registry().tables()) {
        const std::string name(table->name());
        const bool named = std::ranges::any_of(all_services(), [&](const Service* service) {
            return name.starts_with(fmt::format("{}.", service->name));
        });
        if (!named) unnamed.insert(name);
    }
    EXPECT_THAT(unnamed, testing::IsEmpty());
}

/// Whoever has no right to anything changes nothing and learns nothing.
TEST(Services, refuse_a_caller_without_rights) {
    service::TestWorld world(all_services());
    const aws::Scope scope{"123456789012", "us-east-1"};
    const aws::Caller root{scope, aws::root_arn(scope), "", {}};
    ASSERT_TRUE(world.run_json(root, "iam", "CreateUser", R"({"UserName":"nobody"})"));
    const aws::Caller nobody{scope, "arn:aws:iam::123456789012:user/nobody", "", {}};
    const auto before = world.core().applied();
    Random random(1);
    int denials = 0;
    std::set<std::string> denied;
    for (const Service* service : all_services()) {
        for (const service::Operation& operation : service->operations) {
            if (operation.for_everybody) continue;
            const auto* info = service::find_in_model(service->model(), operation.name);
            for (int i = 0; i < 40; ++i) {  // most random inputs break a bound
                const auto input = info->make_input();
                if (i > 0) wire::fill_random(random, info->input(), input.get());
                const auto answer = world.run_json(
                    nobody,
                    std::string(service->name),
                    std::string(operation.name),
                    wire::encode_json(info->input(), input.get())
                );
                ASSERT_FALSE(answer) << operation.name;
                const std::string& code = answer.error().code;
                if (code == "AccessDeniedException") ++denials;
                if (code.starts_with("AccessDenied") || code == "UnauthorizedOperation") {
                    denied.insert(fmt::format("{}:{}", service->name, operation.name));
                }
            }
        }
    }
    EXPECT_EQ(world.core().applied(), before);
    EXPECT_GT(denials, 1'000) << "most inputs should get as far as that";
    EXPECT_GT(denied.size(), 300U) << "of most operations some input should get as far as that";
}

/// What ARNs there are, and where their rows are: `gantry history` finds them so.
const std::map<std::string, std::string> kRowsOfArns{
    {"ec2:us-east-1:123456789012:dhcp-options/dopt-1", "ec2.dhcp_options"},
    {"ec2:us-east-1:123456789012:elastic-ip/eipalloc-1", "ec2.addresses"},
    {"ec2:us-east-1:123456789012:internet-gateway/igw-1", "ec2.internet_gateways"},
    {"ec2:us-east-1:123456789012:natgateway/nat-1", "ec2.nat_gateways"},
    {"ec2:us-east-1:123456789012:network-acl/acl-1", "ec2.network_acls"},
    {"ec2:us-east-1:123456789012:network-interface/eni-1", "ec2.network_interfaces"},
    {"ec2:us-east-1:123456789012:prefix-list/pl-1", "ec2.prefix_lists"},
    {"ec2:us-east-1:123456789012:route-table/rtb-1", "ec2.route_tables"},
    {"ec2:us-east-1:123456789012:security-group/sg-1", "ec2.security_groups"},
    {"ec2:us-east-1:123456789012:snapshot/snap-1", "ec2.snapshots"},
    {"ec2:us-east-1:123456789012:subnet/subnet-1", "ec2.subnets"},
    {"ec2:us-east-1:123456789012:volume/vol-1", "ec2.volumes"},
    {"ec2:us-east-1:123456789012:vpc-endpoint/vpce-1", "ec2.vpc_endpoints"},
    {"ec2:us-east-1:123456789012:vpc/vpc-1", "ec2.vpcs"},
    {"ecr:us-east-1:123456789012:repository/a/b", "ecr.repositories"},
    {"ecs:us-east-1:123456789012:capacity-provider/a", "ecs.capacity_providers"},
    {"ecs:us-east-1:123456789012:cluster/a", "ecs.clusters"},
    {"ecs:us-east-1:123456789012:container-instance/a/1", "ecs.container_instances"},
    {"ecs:us-east-1:123456789012:service-deployment/a/b/1", "ecs.service_deployments"},
    {"ecs:us-east-1:123456789012:service/a/b", "ecs.services"},
    {"ecs:us-east-1:123456789012:task-definition/a:1", "ecs.task_definitions"},
    {"ecs:us-east-1:123456789012:task/a/1", "ecs.tasks"},
    {"iam::123456789012:group/a", "iam.groups"},
    {"iam::123456789012:instance-profile/a", "iam.instance_profiles"},
    {"iam::123456789012:oidc-provider/a.example", "iam.oidc_providers"},
    {"iam::123456789012:policy/p/a", "iam.policies"},
    {"iam::123456789012:role/p/a", "iam.roles"},
    {"iam::123456789012:user/a", "iam.users"},
    {"kms:us-east-1:123456789012:alias/a", "kms.aliases"},
    {"kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555", "kms.keys"},
    {"logs:us-east-1:123456789012:log-group:/a/b", "logs.groups"},
    {"s3:::bucket", "s3.buckets"},
    {"secretsmanager:us-east-1:123456789012:secret:a/b-AbCdEf", "secretsmanager.secrets"},
    {"ssm:us-east-1:123456789012:managed-instance/mi-0123456789abcdef0", "ssm.managed_instances"},
    {"ssm:us-east-1:123456789012:parameter/a/b", "ssm.parameters"},
};

/// Tables whose rows have no ARN of their own: parts of what has one, or settings.
const std::set<std::string> kRowsWithoutArns{
    "ec2.regions",
    "ecr.images",
    "ecr.manifests",
    "ecr.previews",
    "ecr.pull_through_rules",
    "ecr.registries",
    "ecr.tags",
    "ecr.templates",
    "ecs.account_settings",
    "ecs.client_tokens",
    "ecs.families",
    "ecs.log_tails",
    "ecs.service_events",
    "iam.access_keys",
    "iam.accounts",
    "logs.metric_filters",
    "logs.query_definitions",
    "logs.resource_policies",
    "logs.streams",  // the key has what the group is called within, not its name
    "logs.subscription_filters",
    "s3.configurations",
    "s3.objects",  // an ARN is of all versions
    "s3.parts",
    "s3.uploads",
    "secretsmanager.secret_versions",
    "ssm.activations",
    "ssm.parameter_versions",
    "ssm.service_settings",
};

TEST(Services, find_the_row_of_every_arn) {
    const service::TestWorld world(all_services());
    std::set<std::string> found = kRowsWithoutArns;
    for (const auto& [arn, table] : kRowsOfArns) {
        const auto row = world.registry().find_row("arn:aws:" + arn);
        ASSERT_TRUE(row) << row.error().message;
        EXPECT_EQ(row->table, table) << arn;
        EXPECT_FALSE(row->key.empty()) << arn;
        EXPECT_TRUE(found.insert(table).second) << table;
    }
    std::set<std::string> tables;
    for (const core::TableBase* table : world.registry().tables()) tables.emplace(table->name());
    EXPECT_EQ(found, tables) << "a new table's ARN needs find_row";
}

/// What needs no right, because anybody who is somebody may ask, or the handler itself judges.
const std::set<std::string> kForEverybody{
    "s3:DeleteObjects",               // of each object on its own
    "sts:AssumeRole",                 // by the role's policy
    "sts:AssumeRoleWithWebIdentity",  // by the role's policy and the token
    "sts:GetCallerIdentity",
    "sts:GetSessionToken",
};

/// Below the wire, so that no bound of the model ends an input before it is judged.
TEST(Services, let_no_operation_pass_without_a_right) {
    service::TestWorld world(all_services());
    const aws::Scope scope{"123456789012", "us-east-1"};
    const aws::Caller root{scope, aws::root_arn(scope), "", {}};
    ASSERT_TRUE(world.run_json(root, "iam", "CreateUser", R"({"UserName":"nobody"})"));
    const aws::Caller nobody{scope, "arn:aws:iam::123456789012:user/nobody", "", {}};
    const service::OperationRunner runner(world.registry(), world.ids, world.settings);
    Random random(1);
    std::set<std::string> for_everybody;
    for (const auto& entry : world.registry().entries()) {
        for (const service::Operation& operation : entry.service->operations) {
            const auto name = fmt::format("{}:{}", entry.service->name, operation.name);
            if (operation.for_everybody) {
                for_everybody.insert(name);
                continue;
            }
            const auto* info = service::find_in_model(entry.service->model(), operation.name);
            for (int i = 0; i < 3; ++i) {
                service::ReadRequest request{
                    .caller = nobody,
                    .id = "request",
                    .service = entry.service,
                    .instance = entry.instance.get(),
                    .operation = &operation,
                    .info = info,
                };
                const auto input = info->make_input();
                wire::fill_random(
                    random, info->input(), input.get(), {.present = 1, .max_depth = 4}
                );
                request.input = input;
                core::Transaction tx;
                const auto done = runner.run(request, world.loop.now(), tx);
                ASSERT_FALSE(done) << name;
                EXPECT_EQ(done.error().code, "AccessDeniedException") << name;
                EXPECT_THAT(
                    done.error().message, testing::HasSubstr("is not authorized to perform")
                ) << name;
                EXPECT_TRUE(tx.empty()) << name;
            }
        }
    }
    EXPECT_EQ(for_everybody, kForEverybody) << "what is new here needs a reason";
}

TEST(Services, have_coverage_pages_that_are_current) {
    EXPECT_TRUE(page_at("docs/coverage.md") == service::coverage_index(all_services()))
        << "run `gantry coverage > docs/coverage.md`";
    for (const Service* service : all_services()) {
        const std::string path = "docs/coverage/" + std::string(service->name) + ".md";
        EXPECT_TRUE(page_at(path) == service::coverage_page(*service))
            << "run `gantry coverage " << service->name << " > " << path << "`";
    }
}

}  // namespace
}  // namespace gantry
