if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || true
fi
if [ -d /var/lib/livechat ]; then
  echo 'Mini LiveChat: the data of the service stays in /var/lib/livechat.'
elif getent passwd livechat >/dev/null; then
  userdel livechat || true
fi
echo "Mini LiveChat: the data of people who used the app stays in their homes, in '.config/Mini LiveChat'."
