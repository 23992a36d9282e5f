// Whatever is put, labelled and deleted, in whatever order: what holds of versions and labels.
#include <map>
#include <set>

#include "base/random.h"
#include "services/ssm/model/names.h"
#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

class VersionsProperty : public SsmTest {
  protected:
    void check() {
        std::map<std::string, std::set<std::string>> labels;  // by parameter
        std::map<std::string, std::size_t> count;
        for (const auto& [key, version] : rows().versions.rows()) {
            const std::string owner = key.substr(0, key.find(':'));
            const auto parameter = rows().parameters.find(owner);
            ASSERT_TRUE(parameter) << key;
            EXPECT_EQ(key, version_key(owner, version->version));
            EXPECT_LE(version->version, parameter->latest);
            EXPECT_GT(
                version->version + static_cast<std::int64_t>(kMaxVersions), parameter->latest
            );
            EXPECT_LE(version->labels.size(), kMaxLabels);
            for (const std::string& label : version->labels) {
                EXPECT_TRUE(labels[owner].insert(label).second) << label << " is at two versions";
            }
            ++count[owner];
        }
        for (const auto& [key, parameter] : rows().parameters.rows()) {
            const auto latest = rows().versions.find(version_key(key, parameter->latest));
            ASSERT_TRUE(latest) << key;
            EXPECT_EQ(latest->tier, parameter->tier);
            EXPECT_LE(count[key], kMaxVersions);
        }
    }
    void step(Random& random) {
        const std::string name = random.chance(0.5) ? "a" : "/b/c";
        const std::string version = std::to_string(random.between(1, 110));
        const std::string label = "l" + std::to_string(random.between(1, 12));
        const std::string at = R"({"Name":")" + name + R"(","ParameterVersion":)" + version +
                               R"(,"Labels":[")" + label;
        switch (random.below(12)) {
            case 0: run("LabelParameterVersion", at + "\"]}"); break;
            case 1: run("UnlabelParameterVersion", at + "\"]}"); break;
            case 2:
                run("LabelParameterVersion",
                    R"({"Name":")" + name + R"(","Labels":[")" + label + R"(","x"]})");
                break;
            case 3:
                if (random.chance(0.02)) run("DeleteParameter", R"({"Name":")" + name + "\"}");
                break;
            default: put(name, std::string(random.chance(0.05) ? 5000 : 1, 'v'));
        }
    }
};

TEST_F(VersionsProperty, HoldWhateverIsDone) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Random random(seed);
        for (int i = 0; i < 600; ++i) {
            step(random);
            if (i % 10 == 0) check();
            if (HasFailure()) FAIL() << "seed " << seed << ", step " << i;
        }
    }
}

}  // namespace
}  // namespace gantry::ssm
