#include "services/secretsmanager/api/versions.h"

#include <algorithm>

#include "base/sabotage.h"
#include "services/secretsmanager/api/errors.h"

namespace gantry::secretsmanager {
namespace {

void put_version(Call& call, const std::string& secret_key, VersionRow row) {
    const std::string key = version_key(secret_key, row.id);
    call.tx.put(call.tables.versions, key, std::move(row));
}

void move_one(
    Call& call, const std::string& secret_key, const std::string& stage, const std::string& to
) {
    const Rows rows{call.tables, call.tx};
    const auto holder = find_stage(rows, secret_key, stage);
    if (holder && holder->id == to) return;
    if (holder) {
        VersionRow row = *holder;
        std::erase(row.stages, stage);
        put_version(call, secret_key, std::move(row));
    }
    if (const auto target = find_version(rows, secret_key, to)) {
        VersionRow row = *target;
        row.stages.push_back(stage);
        put_version(call, secret_key, std::move(row));
    }
}

/// Each once, AWSCURRENT first: it takes AWSPREVIOUS along, which may be wanted here, too.
std::vector<std::string> wanted_stages(
    const Call& call, const std::string& secret_key, std::vector<std::string> stages
) {
    if (!find_stage({call.tables, call.tx}, secret_key, kCurrent)) stages.emplace_back(kCurrent);
    std::ranges::sort(stages, {}, [](const std::string& stage) {
        return std::pair{stage != kCurrent, stage};
    });
    const auto same = std::ranges::unique(stages);
    stages.erase(same.begin(), same.end());
    return stages;
}

/// What is less than a day old stays, as long as there is room for it.
/// Source: Secrets Manager API Reference, PutSecretValue.
constexpr Duration kKept = hours{24};

/// Makes room for one more.
Result<void> drop_oldest(Call& call, const std::string& secret_key) {
    const auto versions = versions_of({call.tables, call.tx}, secret_key);
    std::size_t left = versions.size();
    for (const VersionPtr& version : versions) {
        if (left < kMaxVersions) break;
        const bool old = version->created + kKept <= call.now;
        if (!version->stages.empty() || (!old && left < kMostVersions)) continue;
        call.tx.erase(call.tables.versions, version_key(secret_key, version->id));
        --left;
    }
    if (left < kMostVersions) return {};
    return limit_exceeded("A secret can have about 100 versions with staging labels.");
}

}  // namespace

bool is_in_use(const VersionRow& version) {
    return has_stage(version, kCurrent) || has_stage(version, kPending) ||
           has_stage(version, kPrevious);
}

void move_stage(
    Call& call, const std::string& secret_key, const std::string& stage, const std::string& to
) {
    const auto holder = find_stage({call.tables, call.tx}, secret_key, stage);
    if (holder && sabotaged(Sabotage::StageStays)) return;
    move_one(call, secret_key, stage, to);
    const bool leaves = holder && holder->id != to;
    if (stage == kCurrent && leaves) {
        move_one(call, secret_key, std::string(kPrevious), holder->id);
    }
}

Result<void> add_version(
    Call& call, const Found& found, SecretRow& secret, const NewVersion& made
) {
    if (auto room = drop_oldest(call, found.key); !room) return room;
    VersionRow row{.id = made.id, .number = secret.next_version++, .created = call.now};
    if (auto sealed = seal_value(call, found, made.key_id, made.value, row); !sealed) return sealed;
    row.stages = wanted_stages(call, found.key, made.stages);
    if (row.stages.size() > kMaxStages) {
        return limit_exceeded("A version can have at most 20 staging labels.");
    }
    for (const std::string& stage : row.stages) move_stage(call, found.key, stage, row.id);
    put_version(call, found.key, std::move(row));
    return {};
}

Result<bool> has_value(Call& call, const Found& found, const VersionRow& row, const Value& value) {
    const auto opened = open_value(call.services, call.tx, call.scope, found, row);
    if (!opened) return opened.error();
    return row.binary == value.binary && *opened == value.bytes;
}

}  // namespace gantry::secretsmanager
