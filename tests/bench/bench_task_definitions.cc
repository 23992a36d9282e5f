// What task definitions cost on the core's thread: RegisterTaskDefinition, small and large, up to
// its answer and up to its journal record, and a page of the lists of 20,000.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/ecs/api/operation_table.h"
#include "store/memory_journal.h"

namespace gantry::ecs {
namespace {

constexpr int kDefinitions = 20'000;

class Definitions {
  public:
    Definitions() {
        settings_.page_token_key = "bench";
        if (!core_.open()) std::abort();
    }

    /// Runs an operation, and commits what it changed.
    std::string run(std::string_view operation, const std::string& body) {
        Call call = make_call();
        std::string answer = *run_operation(operation, call, body);
        core_.commit(std::move(call.tx), "bench");
        loop_.run_until_idle();
        return answer;
    }
    /// Only the answer.
    std::string ask(std::string_view operation, const std::string& body) {
        Call call = make_call();
        return *run_operation(operation, call, body);
    }

  private:
    Call make_call() {
        return {
            .scope = {"123456789012", "us-east-1"},
            .principal = "arn:aws:iam::123456789012:root",
            .request_id = "",
            .now = loop_.now(),
            .tables = tables_,
            .ids = ids_,
            .settings = settings_,
            .tx = {},
        };
    }

    ManualLoop loop_;
    IdSource ids_{Random(1)};
    ServiceSettings settings_;
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    core::Core core_{loop_, journal_, tables_.all()};
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
            fresh.ask("RegisterTaskDefinition", body);
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
            many.ask("ListTaskDefinitions", body + "}");
        });
        measure("ListTaskDefinitions, all 200 pages, " + sort, 1, [&](int) {
            std::string token;
            do token = next_token(many.ask("ListTaskDefinitions", body + token + "}"));
            while (!token.empty());
        });
    }
    measure("ListTaskDefinitionFamilies, first page", 200, [&](int) {
        many.ask("ListTaskDefinitionFamilies", "{}");
    });
    measure("DescribeTaskDefinition", 20'000, [&](int) {
        many.ask("DescribeTaskDefinition", R"({"taskDefinition":"family-0001"})");
    });
}

}  // namespace
}  // namespace gantry::ecs

int main() {
    gantry::ecs::measure_registration();
    gantry::ecs::measure_lists();
}
