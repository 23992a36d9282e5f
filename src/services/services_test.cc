// What holds of every service, whichever there are.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "service/coverage.h"
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
