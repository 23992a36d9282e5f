// Whatever is put, moved and deleted, in whatever order: what holds of versions and their stages.
#include <map>
#include <set>

#include "base/random.h"
#include "services/secretsmanager/model/names.h"
#include "services/secretsmanager/test_support.h"

namespace gantry::secretsmanager {
namespace {

class StagesProperty : public SecretsTest {
  protected:
    void check() {
        std::map<std::string, std::set<std::string>> stages;  // by secret
        std::map<std::string, std::set<std::int64_t>> numbers;
        for (const auto& [key, version] : rows().versions.rows()) {
            const std::string owner = key.substr(0, key.find(':'));
            const auto secret = rows().secrets.find(owner);
            ASSERT_TRUE(secret) << key;
            EXPECT_EQ(key, version_key(owner, version->id));
            EXPECT_LT(version->number, secret->next_version);
            EXPECT_TRUE(numbers[owner].insert(version->number).second);
            EXPECT_LE(version->stages.size(), kMaxStages);
            for (const std::string& stage : version->stages) {
                EXPECT_TRUE(stages[owner].insert(stage).second) << stage << " is at two versions";
            }
        }
        for (const auto& [owner, all] : numbers) {
            EXPECT_TRUE(stages[owner].contains("AWSCURRENT")) << owner << " has no value";
            EXPECT_LE(all.size(), kMostVersions);
        }
    }
    static std::string any_token(Random& random) {
        return std::string(30, '0') + std::to_string(random.between(10, 60));
    }
    void step(Random& random) {
        const std::string name = random.chance(0.5) ? "s" : "t/u";
        const std::string id = R"({"SecretId":")" + name + "\"";
        const std::string token = R"("ClientRequestToken":")" + any_token(random) + "\"";
        const std::string_view labels[] = {"AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "mine"};
        const std::string label(labels[random.below(4)]);
        switch (random.below(10)) {
            case 0:
                run("CreateSecret",
                    R"({"Name":")" + name + R"(","SecretString":"v",)" + token + "}");
                break;
            case 1:
                run("PutSecretValue",
                    id + R"(,"SecretString":"w","VersionStages":[")" + label + R"("],)" + token +
                        "}");
                break;
            case 2:
            case 3: {
                std::string members = R"(,"VersionStage":")" + label + "\"";
                if (random.chance(0.7))
                    members += R"(,"MoveToVersionId":")" + any_token(random) + "\"";
                if (random.chance(0.7))
                    members += R"(,"RemoveFromVersionId":")" + any_token(random) + "\"";
                run("UpdateSecretVersionStage", id + members + "}");
                break;
            }
            case 4: run("UpdateSecret", id + R"(,"SecretString":"x",)" + token + "}"); break;
            case 5:
                if (random.chance(0.05)) {
                    run("DeleteSecret", id + R"(,"ForceDeleteWithoutRecovery":true})");
                }
                break;
            default: run("PutSecretValue", id + R"(,"SecretString":"v"})"); break;
        }
    }
};

TEST_F(StagesProperty, HoldWhateverIsDone) {
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
}  // namespace gantry::secretsmanager
