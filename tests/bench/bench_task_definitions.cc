// What task definitions cost on the core's thread: RegisterTaskDefinition, small and large, up to
// its answer and up to its journal record, and a page of the lists of 20,000.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>

#include "service/test_world.h"
#include "services/all.h"
#include "services/ecs/service.h"

namespace gantry::ecs {
namespace {

constexpr int kDefinitions = 20'000;

class Definitions {
  public:
    /// Runs an operation, and commits what it changed.
    std::string run(std::string_view operation, const std::string& body) {
        const aws::Scope scope{"123456789012", "us-east-1"};
        return *world_.run_json(
            {scope, aws::root_arn(scope), ""}, "ecs", std::string(operation), body
        );
    }

  private:
    service::TestWorld world_{all_services()};
};

template <class Work>
void measure(std::string_view name, int times, const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < times; ++i) work(i);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    fmt::print("{:<48} {:>10.1f} us\n", name, took.count() / times);
}

std::string container(std::string_view name) {
    return fmt::format(
        R"({{"name":"{}","image":"gantry/hello:latest","memory":64,"cpu":10,"essential":true,)"
        R"("portMappings":[{{"containerPort":8080}}],)"
        R"("environment":[{{"name":"GREETING","value":"hello"}}]}})",
        name
    );
}

std::string definition(std::string_view family, int containers) {
    std::string list = container("web");
    for (int i = 1; i < containers; ++i) list += "," + container(fmt::format("side-{}", i));
    return fmt::format(R"({{"family":"{}","containerDefinitions":[{}]}})", family, list);
}

void measure_registration() {
    for (const int containers : {1, 5}) {
        const std::string body = definition("bench", containers);
        Definitions fresh;
        measure(fmt::format("RegisterTaskDefinition, {}, answer", containers), 20'000, [&](int) {
            fresh.run("RegisterTaskDefinition", body);
        });
        measure(fmt::format("RegisterTaskDefinition, {}, committed", containers), 20'000, [&](int) {
            fresh.run("RegisterTaskDefinition", body);
        });
    }
}

/// The answer's token as a member of the next request; empty on the last page.
std::string next_token(const std::string& answer) {
    const std::size_t at = answer.find(R"("nextToken")");
    return at == std::string::npos ? ""
                                   : "," + answer.substr(at, answer.find('"', at + 13) + 1 - at);
}

void measure_lists() {
    Definitions many;
    for (int i = 0; i < kDefinitions; ++i) {
        many.run("RegisterTaskDefinition", definition(fmt::format("family-{:04}", i % 2000), 1));
    }
    for (const std::string sort : {"ASC", "DESC"}) {
        const std::string body = R"({"sort":")" + sort + "\"";
        measure("ListTaskDefinitions, first page, " + sort, 200, [&](int) {
            many.run("ListTaskDefinitions", body + "}");
        });
        measure("ListTaskDefinitions, all 200 pages, " + sort, 1, [&](int) {
            std::string token;
            do token = next_token(many.run("ListTaskDefinitions", body + token + "}"));
            while (!token.empty());
        });
    }
    measure("ListTaskDefinitionFamilies, first page", 200, [&](int) {
        many.run("ListTaskDefinitionFamilies", "{}");
    });
    measure("DescribeTaskDefinition", 20'000, [&](int) {
        many.run("DescribeTaskDefinition", R"({"taskDefinition":"family-0001"})");
    });
}

}  // namespace
}  // namespace gantry::ecs

int main() {
    gantry::ecs::measure_registration();
    gantry::ecs::measure_lists();
}
