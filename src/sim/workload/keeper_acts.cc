#include <fmt/format.h>

#include "api/ec2/create_network_interface_result.h"
#include "api/ec2/create_subnet_result.h"
#include "api/ec2/create_vpc_result.h"
#include "api/kms/create_key_response.h"
#include "api/kms/encrypt_response.h"
#include "api/ssm/put_parameter_result.h"
#include "sim/workload/keeper.h"
#include "sim/workload/tries.h"
#include "wire/digest.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

constexpr std::size_t kCiphertextsMax = 20;
constexpr std::size_t kInterfacesMax = 6;

constexpr const char* kAllowTaskSetting =
    R"({"RoleName":"programs","PolicyName":"settings","PolicyDocument":"{\"Version\":)"
    R"(\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":)"
    R"([\"ssm:GetParameters\",\"kms:Decrypt\"],\"Resource\":\"*\"}}"})";

/// That a text is none, which several services say each in its own way.
bool not_there(const Result<std::string>& answer) {
    if (answer) return false;
    const std::string& code = answer.error().code;
    return code == "ParameterNotFound" || code == "ResourceNotFoundException";
}

}  // namespace

void Keeper::put_parameter(KeptValue& value) {
    const std::string text = new_text();
    value.may_be.insert(text);
    ask(as_root(
            "ssm",
            "PutParameter",
            fmt::format(
                R"({{"Name":"{}","Value":"{}","Type":"SecureString","Overwrite":true}})",
                value.name,
                text
            )
        ),
        kOnce,
        [this, &value, text](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) return wrong("PutParameter is refused: " + answer.error().message);
            value.may_be = {text};
            const auto out = wire::decode_json<api::ssm::PutParameterResult>(*answer);
            const std::int64_t version = out->version.value_or(0);
            if (version <= value.version) {
                wrong(fmt::format("version {} of {} is given twice", version, value.name));
            }
            value.version = version;
        });
}

void Keeper::put_task_setting() {
    ask(as_root(
            "ssm",
            "PutParameter",
            fmt::format(
                R"({{"Name":"{}","Value":"{}","Type":"SecureString","Overwrite":true}})",
                kTaskSetting,
                kTaskSettingValue
            )
        ),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            task_setting_is_there_ = answer.has_value();
            if (answer || outcome_is_unknown(answer)) return;
            wrong("PutParameter is refused: " + answer.error().message);
        });
}

void Keeper::put_task_file() {
    const std::size_t number = task_file_texts_.size();
    const std::string text = fmt::format("{}-{}", kTaskFileText, number);
    task_file_texts_.push_back({text, std::nullopt});
    ask(as_root(
            "ssm",
            "PutParameter",
            fmt::format(
                R"({{"Name":"{}","Value":"{}","Type":"SecureString","Overwrite":true}})",
                kTaskFile,
                text
            )
        ),
        kChangeTries,
        [this, number](const Result<std::string>& answer) {
            if (!answer) return;
            task_file_texts_[number].known = now();
            task_file_ = kTaskFile;
        });
}

/// The role may not be there yet.
void Keeper::allow_task_setting() {
    ask(as_root("iam", "PutRolePolicy", kAllowTaskSetting),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            if (answer) task_setting_ = kTaskSetting;
        });
}

void Keeper::create_secret(KeptValue& value) {
    const std::string text = new_text();
    value.may_be.insert(text);
    ask(as_root(
            "secretsmanager",
            "CreateSecret",
            fmt::format(
                R"({{"Name":"{}","SecretString":"{}","ClientRequestToken":"{:032}"}})",
                value.name,
                text,
                next_number_
            )
        ),
        kOnce,
        [this, &value, text](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (answer) {
                if (!value.may_be.contains(std::nullopt)) wrong(value.name + " is made twice");
                value.may_be = {text};
                return;
            }
            value.may_be.erase(text);
            value.may_be.erase(std::nullopt);
            if (answer.error().code != "ResourceExistsException" || value.may_be.empty()) {
                wrong("CreateSecret is refused: " + answer.error().message);
            }
        });
}

void Keeper::put_secret(KeptValue& value) {
    const std::string text = new_text();
    value.may_be.insert(text);
    ask(as_root(
            "secretsmanager",
            "PutSecretValue",
            fmt::format(
                R"({{"SecretId":"{}","SecretString":"{}","ClientRequestToken":"{:032}"}})",
                value.name,
                text,
                next_number_
            )
        ),
        kOnce,
        [this, &value, text](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) return wrong("PutSecretValue is refused: " + answer.error().message);
            value.may_be = {text};
        });
}

void Keeper::remove(KeptValue& value) {
    const bool was_open = value.may_be.contains(std::nullopt);
    value.version = 0;  // what was deleted begins anew
    value.may_be.insert(std::nullopt);
    const std::string body =
        value.secret
            ? fmt::format(R"({{"SecretId":"{}","ForceDeleteWithoutRecovery":true}})", value.name)
            : fmt::format(R"({{"Name":"{}"}})", value.name);
    ask(value.secret ? as_root("secretsmanager", "DeleteSecret", body)
                     : as_root("ssm", "DeleteParameter", body),
        kOnce,
        [this, &value, was_open](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer && !not_there(answer)) {
                return wrong(value.name + " cannot be deleted: " + answer.error().message);
            }
            if (!answer && !was_open) wrong(value.name + " is lost");
            value.may_be = {std::nullopt};
        });
}

void Keeper::read(KeptValue& value) {
    const Asked asked =
        value.secret ? as_root(
                           "secretsmanager",
                           "GetSecretValue",
                           fmt::format(R"({{"SecretId":"{}"}})", value.name)
                       )
                     : as_root(
                           "ssm",
                           "GetParameter",
                           fmt::format(R"({{"Name":"{}","WithDecryption":true}})", value.name)
                       );
    ask(asked, kReadTries, [this, &value](const Result<std::string>& answer) {
        if (!answer && !outcome_is_unknown(answer) && !not_there(answer)) {
            return wrong(value.name + " cannot be read: " + answer.error().message);
        }
        note_read(value, answer);
    });
}

void Keeper::create_key() {
    ask(as_root("kms", "CreateKey", "{}"), kOnce, [this](const Result<std::string>& answer) {
        if (!answer) return;
        key_ = *wire::decode_json<api::kms::CreateKeyResponse>(*answer)->key_metadata->key_id;
    });
}

void Keeper::rotate_key() {
    ask(as_root("kms", "RotateKeyOnDemand", fmt::format(R"({{"KeyId":"{}"}})", key_)),
        kOnce,
        [](const Result<std::string>&) {});
}

void Keeper::encrypt() {
    if (ciphertexts_.size() >= kCiphertextsMax) return;
    const std::string text = new_text();
    ask(as_root(
            "kms",
            "Encrypt",
            fmt::format(R"({{"KeyId":"{}","Plaintext":"{}"}})", key_, wire::to_base64(text))
        ),
        kReadTries,
        [this, text](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) return wrong("Encrypt is refused: " + answer.error().message);
            const auto out = wire::decode_json<api::kms::EncryptResponse>(*answer);
            ciphertexts_.push_back({wire::to_base64(out->ciphertext_blob->bytes), text});
        });
}

void Keeper::decrypt(const KeptCiphertext& kept) {
    ask(as_root("kms", "Decrypt", fmt::format(R"({{"CiphertextBlob":"{}"}})", kept.blob)),
        kReadTries,
        [this, text = kept.text](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            const std::string expected = wire::to_base64(text);
            if (answer && answer->find(expected) != std::string::npos) return;
            wrong(
                "what was encrypted does not decrypt: " +
                (answer ? "another text" : answer.error().code)
            );
        });
}

void Keeper::make_network() {
    if (vpc_.empty()) {
        return ask(
            as_root("ec2", "CreateVpc", R"({"CidrBlock":"10.9.0.0/16"})"),
            kOnce,
            [this](const Result<std::string>& answer) {
                if (!answer) return;
                vpc_ = *wire::decode_json<api::ec2::CreateVpcResult>(*answer)->vpc->vpc_id;
            }
        );
    }
    ask(as_root(
            "ec2",
            "CreateSubnet",
            fmt::format(
                R"({{"VpcId":"{}","CidrBlock":"10.9.{}.0/28"}})", vpc_, next_number_++ % 256
            )
        ),
        kOnce,
        [this](const Result<std::string>& answer) {
            if (!answer) return;
            const auto out = wire::decode_json<api::ec2::CreateSubnetResult>(*answer);
            subnet_ = *out->subnet->subnet_id;
        });
}

void Keeper::add_interface() {
    if (interfaces_.size() >= kInterfacesMax) return;
    ask(as_root("ec2", "CreateNetworkInterface", fmt::format(R"({{"SubnetId":"{}"}})", subnet_)),
        kOnce,
        [this](const Result<std::string>& answer) {
            if (!answer) return;
            const auto out = wire::decode_json<api::ec2::CreateNetworkInterfaceResult>(*answer);
            interfaces_.insert(*out->network_interface->network_interface_id);
        });
}

/// Asked for again until it is known: it is gone then, whichever of the calls did it.
void Keeper::remove_interface() {
    if (interfaces_.empty()) return;
    auto place = interfaces_.begin();
    std::advance(place, random().below(interfaces_.size()));
    const std::string id = *place;
    interfaces_.erase(place);
    ask(as_root(
            "ec2", "DeleteNetworkInterface", fmt::format(R"({{"NetworkInterfaceId":"{}"}})", id)
        ),
        kReadTries,
        [this, id](const Result<std::string>& answer) {
            if (!outcome_is_unknown(answer)) gone_.insert(id);
        });
}

}  // namespace gantry::sim
