if [ -d /run/systemd/system ]; then
  systemctl --quiet --no-reload disable --now livechat.service || true
fi
