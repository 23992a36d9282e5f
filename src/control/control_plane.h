#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/thread_loop.h"
#include "control/api_frontend.h"
#include "control/control_core.h"
#include "control/gantry_api.h"
#include "control/identity.h"
#include "control/metrics.h"
#include "control/server_certificate.h"
#include "core/journal.h"
#include "net/http.h"

namespace gantry::control {

struct ControlPlaneOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4566;
    std::vector<std::string> host_names;  ///< by which it is reached besides its address
    std::string data_dir = "gantry-data";
    std::optional<TlsOptions> tls;  ///< absent: plain HTTP
    AuthMode auth = AuthMode::Any;
    /// Start with a journal that is lost, older than it was, or damaged, as far as it goes.
    bool accept_loss = false;
    std::string version;  ///< of the program, for its metrics
    ControlCoreOptions core;
};

/// The control plane as it runs for real: the core on a thread of its own, SQLite behind it, HTTP
/// in front.
class ControlPlane {
  public:
    /// Opens the data directory, loads the state, starts to serve.
    /// Errors: the data directory in use or unreadable, the port taken; the message says what to
    /// do.
    static Result<std::unique_ptr<ControlPlane>> start(ControlPlaneOptions options);
    /// Stops serving, lets the journal finish, closes it.
    ~ControlPlane();
    ControlPlane(const ControlPlane&) = delete;
    ControlPlane& operator=(const ControlPlane&) = delete;

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    /// "http://127.0.0.1:4566", or "https://…"
    [[nodiscard]] std::string endpoint() const;
    /// How clients in this process know it.
    [[nodiscard]] net::HttpClientOptions client_options() const;
    /// The key that in-process agents and the command line sign with.
    [[nodiscard]] const AccessKey& root_key() const { return root_key_; }

  private:
    explicit ControlPlane(ControlPlaneOptions options);
    Result<void> open();
    Result<void> open_journal();
    Result<void> read_keys();
    Result<void> open_certificate();
    Result<void> serve();
    void keep_certificate();

    ControlPlaneOptions options_;
    AccessKey root_key_;
    Metrics metrics_;
    std::unique_ptr<ThreadLoop> loop_;
    std::unique_ptr<ThreadLoop> workers_;
    std::unique_ptr<core::Journal> journal_;
    std::unique_ptr<ControlCore> core_;
    std::unique_ptr<GantryApi> gantry_api_;
    std::unique_ptr<ApiFrontend> frontend_;
    std::optional<ServerCertificate> certificate_;  ///< on tls_loop_, once that is there
    std::unique_ptr<net::HttpServer> server_;
    std::unique_ptr<ThreadLoop> tls_loop_;  ///< reads files, makes keys
};

}  // namespace gantry::control
