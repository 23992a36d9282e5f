#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "control/control_plane.h"
#include "services/s3/files/outside.h"
#include "wire/web_token.h"

namespace gantry::cmd {

/// What `gantry dev` and `gantry server` have in common.
struct PlaneFlags {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4566;
    std::vector<std::string> host_names;
    bool tls = false;
    control::TlsOptions tls_files;
    std::string data_dir = "gantry-data";
    int task_retention_minutes = 60;
    int journal_retention_hours = 24 * 7;
    bool accept_loss = false;
    std::map<std::string, wire::KeySet, std::less<>> oidc_keys;  ///< by issuer
    int settle_seconds = kSettleSeconds;
    int secret_roll_seconds = 10;
    std::string iam = "enforce";
    std::uint64_t logs_max_mib = 0;
    std::string docker_registry = "docker-registry";
    std::optional<s3::Outside> objects;  ///< without its key
    wire::Credentials objects_key;

    /// What ECS waits for a task without a health check to prove itself.
    static constexpr int kSettleSeconds = 40;

    void add_to(CLI::App& command);
    [[nodiscard]] control::ControlPlaneOptions options() const;
    /// PEM file that its clients are to trust; empty where their system's authorities will do, or
    /// without TLS.
    [[nodiscard]] std::string ca_file() const;

  private:
    void add_tls_to(CLI::App& command);
    void add_objects_to(CLI::App& command);
};

/// The flag of every command that keeps a journal.
void add_accept_loss(CLI::App& command, bool& accept_loss);

}  // namespace gantry::cmd
