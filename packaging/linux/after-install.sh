# The service's own user. It is made here and stays, because its data does.
if ! getent passwd livechat >/dev/null; then
  useradd --system --user-group --home-dir /var/lib/livechat --no-create-home \
    --shell /usr/sbin/nologin --comment 'Mini LiveChat service' livechat
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || true
  systemctl try-restart livechat.service || true
fi
