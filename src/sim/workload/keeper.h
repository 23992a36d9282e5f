#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/workload/actor.h"

namespace gantry::sim {

/// What a value may be now: one text where it is known, several while a change is under way or its
/// outcome unknown; nothing among them: it may not be there.
using PossibleValues = std::set<std::optional<std::string>>;

/// A parameter or a secret, as who keeps it knows it.
struct KeptValue {
    std::string name;
    bool secret = false;  ///< of Secrets Manager; else a SecureString of Parameter Store
    PossibleValues may_be{std::nullopt};
    std::int64_t version = 0;  ///< of parameters, the highest that was told of this one

    /// What it must be; nothing where that is open.
    [[nodiscard]] std::optional<std::optional<std::string>> known() const {
        if (may_be.size() != 1) return std::nullopt;
        return *may_be.begin();
    }
};

/// Text that was encrypted, and what KMS made of it.
struct KeptCiphertext {
    std::string blob;  ///< base64
    std::string text;
};

/// What all that is kept in secret begins with: nothing on the disk may hold it.
inline constexpr const char* kHush = "hush-hush";

/// A parameter that tasks may be given as a secret, and what it always is.
inline constexpr const char* kTaskSetting = "task-setting";
inline constexpr const char* kTaskSettingValue = "hush-hush-for-tasks";

/// Likewise one that tasks may have in a file, what all its values begin with, and each of them.
inline constexpr const char* kTaskFile = "task-file";
inline constexpr const char* kTaskFileText = "hush-hush-file";
struct PutText {
    std::string text;
    std::optional<SysTime> known;  ///< when it was told to be there; empty: it may be, or not
};

/// Somebody who keeps secrets in Parameter Store and Secrets Manager, has KMS encrypt others, takes
/// addresses in a subnet, and reads all of it back. Knows what each of them must be, and notes
/// answers that are wrong.
class Keeper final : public Actor {
  public:
    using Actor::Actor;

    /// Nothing is wrong any more: reads everything once.
    void read_everything();

    /// kTaskSetting once it is there and the role of tasks may read it; empty before.
    [[nodiscard]] const std::string& task_setting() const { return task_setting_; }
    /// kTaskFile likewise.
    [[nodiscard]] const std::string& task_file() const { return task_file_; }
    /// In order.
    [[nodiscard]] const std::vector<PutText>& task_file_texts() const { return task_file_texts_; }
    /// Nothing is wrong any more: tasks get something else into their files.
    void renew_task_file();
    [[nodiscard]] const std::map<std::string, KeptValue>& values() const { return values_; }
    /// Ids of network interfaces that are there, and of those that are gone.
    [[nodiscard]] const std::set<std::string>& interfaces() const { return interfaces_; }
    [[nodiscard]] const std::set<std::string>& gone_interfaces() const { return gone_; }

  private:
    void act() override;
    std::string new_text();
    KeptValue& some_value();

    void put(KeptValue& value);
    void put_parameter(KeptValue& value);
    void create_secret(KeptValue& value);
    void put_secret(KeptValue& value);
    void remove(KeptValue& value);
    void read(KeptValue& value);
    void note_read(KeptValue& value, const Result<std::string>& answer);

    void put_task_setting();
    void allow_task_setting();
    void put_task_file();

    void create_key();
    void rotate_key();
    void encrypt();
    void decrypt(const KeptCiphertext& kept);

    void make_network();
    void add_interface();
    void remove_interface();

    std::map<std::string, KeptValue> values_;
    bool task_setting_is_there_ = false;
    std::string task_setting_;
    std::string task_file_;
    std::vector<PutText> task_file_texts_;
    std::string key_;  ///< the id of a KMS key; empty: not made yet
    std::vector<KeptCiphertext> ciphertexts_;
    std::string vpc_;
    std::string subnet_;
    std::set<std::string> interfaces_;
    std::set<std::string> gone_;
    int next_number_ = 1;
};

}  // namespace gantry::sim
