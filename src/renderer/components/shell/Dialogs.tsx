import { WriteMessage } from '../../features/messages/WriteMessage.tsx';
import { CreateChannel } from '../../features/net/CreateChannel.tsx';
import { KickRadios } from '../../features/radios/KickRadios.tsx';
import { BanRadios } from '../../features/sanctions/BanRadios.tsx';
import { Sanctions } from '../../features/sanctions/Sanctions.tsx';
import { MintTokenFlow } from '../../features/tokens/MintTokenFlow.tsx';
import { Tones } from '../../features/tones/Tones.tsx';
import { useDialog } from '../../store/dialog.ts';
import { Keys } from '../commands/Keys.tsx';
import { Palette } from '../commands/Palette.tsx';

/** The dialogs that can be asked for from anywhere. */
export function Dialogs() {
  const { dialog, close } = useDialog();
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'new_channel':
      return <CreateChannel onClose={close} />;
    case 'mint_token':
      return <MintTokenFlow onClose={close} />;
    case 'kick':
      return <KickRadios users={dialog.users} onClose={close} />;
    case 'ban':
      return <BanRadios users={dialog.users} onClose={close} />;
    case 'sanctions':
      return <Sanctions onClose={close} />;
    case 'message':
      return <WriteMessage {...dialog} onClose={close} />;
    case 'tones':
      return <Tones onClose={close} />;
    case 'palette':
      return <Palette onClose={close} />;
    case 'keys':
      return <Keys onClose={close} />;
  }
}
