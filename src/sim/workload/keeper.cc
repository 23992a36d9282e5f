#include "sim/workload/keeper.h"

#include <fmt/format.h>

#include <utility>

namespace gantry::sim {
namespace {

constexpr std::uint64_t kNames = 5;  ///< of parameters, and of secrets
constexpr double kRenewsFile = 0.06;

}  // namespace

void Keeper::act() {
    if (task_setting_.empty() && random().chance(0.3)) {
        return task_setting_is_there_ ? allow_task_setting() : put_task_setting();
    }
    if (!task_setting_.empty() && random().chance(task_file_.empty() ? 0.5 : kRenewsFile)) {
        return put_task_file();
    }
    switch (random().below(12)) {
        case 0:
        case 1:
        case 2: return put(some_value());
        case 3: return remove(some_value());
        case 4:
        case 5:
        case 6: return read(some_value());
        case 7: return key_.empty() ? create_key() : encrypt();
        case 8:
            if (ciphertexts_.empty()) return;
            return decrypt(ciphertexts_[random().below(ciphertexts_.size())]);
        case 9:
            if (key_.empty() || !random().chance(0.2)) return;
            return rotate_key();
        case 10: return subnet_.empty() ? make_network() : add_interface();
        default: return remove_interface();
    }
}

std::string Keeper::new_text() {
    return fmt::format("{}-{}", kHush, next_number_++);
}

KeptValue& Keeper::some_value() {
    const bool secret = random().chance(0.5);
    const std::string name =
        fmt::format("/{}/{}", secret ? "secrets" : "parameters", random().below(kNames));
    KeptValue& value = values_[name];
    value.name = name;
    value.secret = secret;
    return value;
}

void Keeper::put(KeptValue& value) {
    if (!value.secret) return put_parameter(value);
    return value.may_be.contains(std::nullopt) ? create_secret(value) : put_secret(value);
}

void Keeper::renew_task_file() {
    if (task_file_.empty()) return;
    queue([this] { put_task_file(); });
    schedule_next();
}

void Keeper::read_everything() {
    expect_answers();
    for (auto& [name, value] : values_) {
        queue([this, kept = &value] { read(*kept); });
    }
    for (const KeptCiphertext& kept : ciphertexts_) {
        queue([this, kept] { decrypt(kept); });
    }
    schedule_next();
}

void Keeper::note_read(KeptValue& value, const Result<std::string>& answer) {
    if (outcome_is_unknown(answer)) return;
    std::optional<std::string> is;
    if (answer) {
        const std::size_t begin = answer->find(kHush);
        is = begin == std::string::npos ? std::string()
                                        : answer->substr(begin, answer->find('"', begin) - begin);
    }
    if (!value.may_be.contains(is)) {
        wrong(fmt::format("{} reads as {}, which it cannot be", value.name, is.value_or("nothing"))
        );
    }
    value.may_be = {is};
}

}  // namespace gantry::sim
