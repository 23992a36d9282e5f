#include "net/tls_stream.h"

#include <fmt/format.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <utility>

namespace gantry::net {
namespace {

using TlsLayer = asio::ssl::stream<Socket>;

class TlsStream final : public Stream, public std::enable_shared_from_this<TlsStream> {
  public:
    TlsStream(Socket socket, std::shared_ptr<TlsContext> tls, OpenStreams& open)
        : tls_(std::move(tls)), layer_(std::move(socket), tls_->context), open_(open) {
        open_.insert(this);
    }
    ~TlsStream() override { open_.erase(this); }
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    void shake_hands_as_client(
        const std::string& host, std::function<void(Result<std::shared_ptr<Stream>>)> done
    ) {
        ErrorCode not_numeric;
        asio::ip::make_address(host, not_numeric);
        if (not_numeric) SSL_set_tlsext_host_name(layer_.native_handle(), host.c_str());
        layer_.set_verify_mode(asio::ssl::verify_peer);
        layer_.set_verify_callback(asio::ssl::host_name_verification(host));
        layer_.async_handshake(
            asio::ssl::stream_base::client,
            [self = shared_from_this(), done = std::move(done)](const ErrorCode& error) {
                if (error) return done(self->handshake_failure(error));
                self->ready_ = true;
                done(std::shared_ptr<Stream>(self));
            }
        );
    }

    void read(std::span<char> into, std::shared_ptr<StreamUser> user) override {
        if (!ready_) return shake_hands_as_server(into, std::move(user));
        layer_.async_read_some(
            asio::mutable_buffer(into.data(), into.size()),
            [self = shared_from_this(), user = std::move(user)](
                const ErrorCode& error, std::size_t bytes
            ) { user->on_read(without_eof(error), bytes); }
        );
    }

    void write(std::span<const std::string_view> pieces, std::shared_ptr<StreamUser> user)
        override {
        layer_.async_write_some(
            to_buffers(pieces),
            [self = shared_from_this(), user = std::move(user)](
                const ErrorCode& error, std::size_t bytes
            ) { user->on_written(error, bytes); }
        );
    }

    /// Without a "close notify": every message says where it ends.
    void shutdown_send() override {
        ErrorCode ignored;
        layer_.lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
    }

    void close() override {
        ErrorCode ignored;
        layer_.lowest_layer().close(ignored);
    }

  private:
    void shake_hands_as_server(std::span<char> into, std::shared_ptr<StreamUser> user) {
        layer_.async_handshake(
            asio::ssl::stream_base::server,
            [self = shared_from_this(), into, user = std::move(user)](const ErrorCode& error) {
                if (error) return user->on_read(error, 0);
                self->ready_ = true;
                self->read(into, user);
            }
        );
    }

    Error handshake_failure(const ErrorCode& error) {
        const long verdict = SSL_get_verify_result(layer_.native_handle());
        const std::string why =
            verdict == X509_V_OK ? error.message() : X509_verify_cert_error_string(verdict);
        return unavailable(fmt::format("TLS handshake failed: {}", why));
    }

    std::shared_ptr<TlsContext> tls_;
    TlsLayer layer_;
    OpenStreams& open_;
    bool ready_ = false;
};

/// Runs the steps of a context's making; what they throw becomes an error.
template <class Make>
Result<std::shared_ptr<TlsContext>> make_context(const char* what, const Make& make) {
    try {
        return make();
    } catch (const boost::system::system_error& failure) {
        return invalid_argument(fmt::format("{}: {}", what, failure.code().message()));
    }
}

void allow_only_current_versions(asio::ssl::context& context) {
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
}

}  // namespace

Result<std::shared_ptr<TlsContext>> make_tls_server_context(
    const std::string& certificate_file, const std::string& key_file
) {
    return make_context("the TLS certificate and key cannot be used", [&] {
        auto tls = std::make_shared<TlsContext>(asio::ssl::context::tls_server);
        allow_only_current_versions(tls->context);
        tls->context.use_certificate_chain_file(certificate_file);
        tls->context.use_private_key_file(key_file, asio::ssl::context::pem);
        return tls;
    });
}

Result<std::shared_ptr<TlsContext>> make_tls_client_context(const std::string& ca_file) {
    return make_context("the TLS authorities cannot be used", [&] {
        auto tls = std::make_shared<TlsContext>(asio::ssl::context::tls_client);
        allow_only_current_versions(tls->context);
        if (ca_file.empty()) {
            tls->context.set_default_verify_paths();
        } else {
            tls->context.load_verify_file(ca_file);
        }
        return tls;
    });
}

std::shared_ptr<Stream> make_tls_server_stream(
    Socket socket, std::shared_ptr<TlsContext> tls, OpenStreams& open
) {
    return std::make_shared<TlsStream>(std::move(socket), std::move(tls), open);
}

std::shared_ptr<Stream> start_tls_client_stream(
    Socket socket,
    std::shared_ptr<TlsContext> tls,
    OpenStreams& open,
    const std::string& host,
    std::function<void(Result<std::shared_ptr<Stream>>)> done
) {
    auto stream = std::make_shared<TlsStream>(std::move(socket), std::move(tls), open);
    stream->shake_hands_as_client(host, std::move(done));
    return stream;
}

}  // namespace gantry::net
